package io.eniguard.aws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A source of credentials that an environment variable selects. If the SDK finds no credentials, its exception lists the complaints of all
 * sources. Only the complaint of the selected source is useful.
 */
enum NamedSource {
    /** Roles of service accounts (IRSA). */
    WEB_IDENTITY("WebIdentityTokenFileCredentialsProvider", "AWS_WEB_IDENTITY_TOKEN_FILE"),
    /** A profile in the AWS CLI's files, mostly used by people. */
    PROFILE("ProfileCredentialsProvider", "AWS_PROFILE"),
    /** EKS Pod Identity. */
    CONTAINER("ContainerCredentialsProvider", "AWS_CONTAINER_CREDENTIALS_FULL_URI");

    /** Matches the end of the SDK's messages, which contains the service, the status and the number of attempts. */
    private static final Pattern TRAILER = Pattern.compile("(?: \\((?:Service|SDK Attempt Count): [^()]*\\))+$|\\.$");

    private final String variable;
    private final Pattern complaint;

    NamedSource(String provider, String variable) {
        this.variable = variable;
        // The SDK writes the settings of some providers in brackets after the provider's name.
        complaint = Pattern.compile(
                "\\b" + provider + "\\((?:(?!CredentialsProvider).)*?\\): (.*?)(?:, \\w+CredentialsProvider\\(|]$)",
                Pattern.DOTALL);
    }

    /**
     * Returns the complaint of the selected source, such as {@code AWS_WEB_IDENTITY_TOKEN_FILE: Not authorized to perform …}. The result is
     * empty if no variable selects a source, or if the message contains no complaint of the selected source.
     *
     * @param message the message of the exception that the SDK throws if it finds no credentials
     */
    static Optional<String> complaint(String message) {
        return selected().flatMap(source -> source.in(message).stream()).findFirst();
    }

    /** Returns the variable that selects a source, or empty if no source is selected. */
    static Optional<String> variable() {
        return selected().map(source -> source.variable).findFirst();
    }

    private static Stream<NamedSource> selected() {
        return Stream.of(values()).filter(source -> System.getenv(source.variable) != null);
    }

    private Optional<String> in(String message) {
        Matcher found = complaint.matcher(message);
        return found.find()
                ? Optional.of(variable + ": " + TRAILER.matcher(found.group(1)).replaceFirst(""))
                : Optional.empty();
    }
}
