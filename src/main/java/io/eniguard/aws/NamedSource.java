package io.eniguard.aws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A source of credentials that a variable names. Where the SDK's chain finds no credentials, it lists the complaint of each source. Only the
 * complaint of a named source is of interest.
 */
enum NamedSource {
    /** Roles of service accounts (IRSA). */
    WEB_IDENTITY("WebIdentityTokenFileCredentialsProvider", "AWS_WEB_IDENTITY_TOKEN_FILE"),
    /** Of a person, mostly. */
    PROFILE("ProfileCredentialsProvider", "AWS_PROFILE"),
    /** EKS Pod Identity. */
    CONTAINER("ContainerCredentialsProvider", "AWS_CONTAINER_CREDENTIALS_FULL_URI");

    /** Service, status and number of attempts, which end the SDK's messages. */
    private static final Pattern TRAILER = Pattern.compile("(?: \\((?:Service|SDK Attempt Count): [^()]*\\))+$|\\.$");

    private final String variable;
    private final Pattern said;

    NamedSource(String provider, String variable) {
        this.variable = variable;
        // Some providers print their settings in brackets.
        said = Pattern.compile(
                "\\b" + provider + "\\((?:(?!CredentialsProvider).)*?\\): (.*?)(?:, \\w+CredentialsProvider\\(|]$)",
                Pattern.DOTALL);
    }

    /**
     * @param message of the chain's exception
     * @return {@code AWS_WEB_IDENTITY_TOKEN_FILE: Not authorized to perform …}; empty when no variable names a source
     */
    static Optional<String> complaint(String message) {
        return set().flatMap(source -> source.in(message).stream()).findFirst();
    }

    /** The first variable that names a source; empty when none does. */
    static Optional<String> variable() {
        return set().map(source -> source.variable).findFirst();
    }

    private static Stream<NamedSource> set() {
        return Stream.of(values()).filter(source -> System.getenv(source.variable) != null);
    }

    private Optional<String> in(String message) {
        Matcher found = said.matcher(message);
        return found.find()
                ? Optional.of(variable + ": " + TRAILER.matcher(found.group(1)).replaceFirst(""))
                : Optional.empty();
    }
}
