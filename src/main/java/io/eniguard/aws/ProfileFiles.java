package io.eniguard.aws;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;

/**
 * Checks the AWS CLI's profile and credentials files before the SDK reads them, because the SDK's exception for a mistake in a file looks
 * like a bug. Error messages contain the line number but no text of the files, because the files contain keys.
 */
final class ProfileFiles {

    private static final Pattern LINE = Pattern.compile("on line (\\d+)");

    private ProfileFiles() {}

    /** @throws CallFailedException if one of the files exists and contains a mistake */
    static void check() throws CallFailedException {
        check(ProfileFileLocation.configurationFileLocation(), ProfileFile.Type.CONFIGURATION);
        check(ProfileFileLocation.credentialsFileLocation(), ProfileFile.Type.CREDENTIALS);
    }

    private static void check(Optional<Path> file, ProfileFile.Type type) throws CallFailedException {
        if (file.isPresent() && Files.isRegularFile(file.get())) {
            check(file.get(), type);
        }
    }

    static void check(Path file, ProfileFile.Type type) throws CallFailedException {
        try {
            ProfileFile.builder().content(file).type(type).build();
        } catch (RuntimeException e) {
            Matcher line = LINE.matcher(String.valueOf(e.getMessage()));
            String where = line.find() ? " (line " + line.group(1) + ")" : "";
            // The cause is left out, because its message may quote the file.
            throw new CallFailedException(
                    FailureKind.CREDENTIALS,
                    file + ": not an AWS profile file" + where,
                    new IllegalArgumentException("a profile file has a mistake"));
        }
    }
}
