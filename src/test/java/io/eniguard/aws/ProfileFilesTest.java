package io.eniguard.aws;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.profiles.ProfileFile;

class ProfileFilesTest {

    private final Path file;

    ProfileFilesTest(@TempDir Path folder) {
        file = folder.resolve("credentials");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[default]\naws_secret_access_key hunter2", "# mine\nhunter2", "[a]\n[hunter2"})
    void aMistakeIsReportedWithItsLine(String content) throws IOException {
        Files.writeString(file, content);
        CallFailedException failure =
                assertThrows(CallFailedException.class, () -> ProfileFiles.check(file, ProfileFile.Type.CREDENTIALS));
        assertEquals(file + ": not an AWS profile file (line 2)", failure.getMessage());
    }

    @Test
    void aValidFileIsAccepted() throws IOException {
        Files.writeString(file, "[default]\naws_access_key_id = a\naws_secret_access_key = b\n\n[other]\nregion = c\n");
        assertDoesNotThrow(() -> ProfileFiles.check(file, ProfileFile.Type.CREDENTIALS));
    }

    @Test
    void aTokenWithALineBreakIsNotRepeated() {
        CallFailedException failure = AwsFailures.of(
                "ec2:DescribeVpcs",
                new IllegalArgumentException("Illegal character(s) in message header value: hunter2\n"));
        assertEquals(
                "the AWS credentials contain a character that HTTP headers must not contain", failure.getMessage());
    }
}
