package io.eniguard.source.ec2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.localkube.CommandOutput;
import io.eniguard.server.Build;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a profile of IAM Identity Center with a valid and with an expired login of {@code aws sso login}. */
@Ec2Emulator
class IdentityCenterIT {

    private static final String SESSION = "corp";
    private static final String TOKEN = "token-of-the-person";

    /** The portal's answer to GetRoleCredentials. */
    private static final String CREDENTIALS = """
            {"roleCredentials": {"accessKeyId": "ASIACENTER", "secretAccessKey": "secret", "sessionToken": "token",
             "expiration": %d}}""";

    private static final Pattern SIGNER = Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/");

    private final Path home;
    private final PodVpc vpc;
    private final Proxy proxy;
    private final Set<String> signers = new ConcurrentSkipListSet<>();

    IdentityCenterIT(Moto moto, @TempDir Path home) throws IOException {
        this.home = home;
        vpc = PodVpc.build(moto, "center-" + System.nanoTime());
        proxy = Proxy.before(moto);
        proxy.weather(this::serve);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    private void serve(Proxy.Request request, Proxy.Connection connection) throws IOException, InterruptedException {
        if (!request.line().contains("/federation/credentials")) {
            Matcher signer = SIGNER.matcher(request.headers().getOrDefault("authorization", ""));
            signers.add(signer.find() ? signer.group(1) : "nobody");
            connection.answer(connection.ask(request));
        } else if (TOKEN.equals(request.headers().get("x-amz-sso_bearer_token"))) {
            long expiration = Instant.now().plus(Duration.ofHours(1)).toEpochMilli();
            connection.answer(new Proxy.Answer(200, "application/json", CREDENTIALS.formatted(expiration)));
        } else {
            connection.answer(new Proxy.Answer(401, "application/json", "{\"message\": \"Session token not found\"}"));
        }
    }

    @Test
    void aValidLoginReadsTheVpc() throws Exception {
        logIn(Instant.now().plus(Duration.ofHours(8)));
        CommandOutput run = snapshot();

        assertEquals(0, run.exitCode(), run::err);
        assertEquals(Set.of("ASIACENTER"), signers);
    }

    @Test
    void anExpiredLoginIsReported() throws Exception {
        logIn(Instant.now().minus(Duration.ofHours(8)));
        CommandOutput run = snapshot();

        assertEquals(2, run.exitCode(), run::err);
        assertTrue(run.err().startsWith("ec2: no AWS credentials from AWS_PROFILE: "), run::err);
        assertTrue(run.err().contains("expired"), run::err);
    }

    /** Writes the token file that {@code aws sso login} creates, in the format of botocore's tokens.py. */
    private void logIn(Instant until) throws Exception {
        Path folder = Files.createDirectories(home.resolve(".aws/sso/cache"));
        Files.writeString(home.resolve(".aws/config"), """
                [profile clusters]
                sso_session = %1$s
                sso_account_id = 123456789012
                sso_role_name = ReadOnly
                region = %2$s
                [sso-session %1$s]
                sso_start_url = https://corp.example.com/start
                sso_region = %2$s
                """.formatted(SESSION, Moto.REGION));
        byte[] name = MessageDigest.getInstance("SHA-1").digest(SESSION.getBytes(StandardCharsets.UTF_8));
        Files.writeString(folder.resolve(HexFormat.of().formatHex(name) + ".json"), """
                {"startUrl": "https://corp.example.com/start", "region": "%s", "accessToken": "%s", "expiresAt": "%s"}
                """.formatted(
                        Moto.REGION, TOKEN, until.truncatedTo(ChronoUnit.SECONDS)));
    }

    private CommandOutput snapshot() throws Exception {
        Map<String, String> environment = Map.of(
                "HOME",
                home.toString(),
                "AWS_ENDPOINT_URL",
                proxy.endpoint().toString(),
                "AWS_PROFILE",
                "clusters",
                "AWS_EC2_METADATA_DISABLED",
                "true");
        return Build.asked()
                .run(
                        environment,
                        List.of(
                                "snapshot",
                                "--vpc",
                                "ec2",
                                "--vpc-id",
                                vpc.id(),
                                "-o",
                                home.resolve("vpc.json").toString()));
    }
}
