package io.eniguard.source.ec2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.localkube.CommandOutput;
import io.eniguard.server.Build;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests each source of credentials of the AWS SDK in a process that has only this source, and checks which key signs the requests. */
@Ec2Emulator
class CredentialsIT {

    /**
     * The prefix of the actions that assume a role, with or without a web identity. They are actions of STS, but the proxy adds the prefix
     * of EC2.
     */
    private static final String ASSUME_ROLE = "ec2:AssumeRole";

    private static final String ROLE = "arn:aws:iam::123456789012:role/eniguard";

    private static final Pattern SIGNER = Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/");
    private static final Pattern HANDED_OUT = Pattern.compile("<AccessKeyId>(\\w+)</AccessKeyId>");

    private final Path folder;
    private final PodVpc vpc;
    private final Proxy proxy;
    private final Set<String> signers = new ConcurrentSkipListSet<>();
    private final Set<String> handedOut = new ConcurrentSkipListSet<>();

    CredentialsIT(Moto moto, @TempDir Path folder) throws IOException {
        this.folder = folder;
        vpc = PodVpc.build(moto, "credentials-" + System.nanoTime());
        proxy = Proxy.before(moto);
        proxy.weather(this::watch);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    private void watch(Proxy.Request request, Proxy.Connection connection) throws IOException, InterruptedException {
        Proxy.Answer answer = connection.ask(request);
        if (request.action().startsWith(ASSUME_ROLE)) {
            first(HANDED_OUT, answer.body(), handedOut);
        } else {
            first(SIGNER, request.headers().getOrDefault("authorization", ""), signers);
        }
        connection.answer(answer);
    }

    private static void first(Pattern pattern, String text, Set<String> into) {
        Matcher found = pattern.matcher(text);
        into.add(found.find() ? found.group(1) : "none in " + text);
    }

    @Test
    void theRoleOfAServiceAccountIsUsed() throws Exception {
        assertRead(snapshot(serviceAccount()));

        assertEquals(1, handedOut.size(), handedOut::toString);
        assertEquals(handedOut, signers);
    }

    @Test
    void podIdentityIsUsed() throws Exception {
        try (CredentialEndpoint agent = CredentialEndpoint.podIdentityAgent("token-of-the-pod", "ASIAPODIDENTITY")) {
            assertRead(snapshot(podIdentity(agent, "token-of-the-pod")));
        }
        assertEquals(Set.of("ASIAPODIDENTITY"), signers);
    }

    /** The instance metadata also supplies the region. */
    @Test
    void theInstanceProfileIsUsed() throws Exception {
        try (CredentialEndpoint metadata = CredentialEndpoint.instanceMetadata("ASIAINSTANCE")) {
            Map<String, String> environment = environment();
            environment.remove("AWS_REGION");
            environment.remove("AWS_EC2_METADATA_DISABLED");
            environment.put(
                    "AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.uri("").toString());
            assertRead(snapshot(environment));
        }
        assertEquals(Set.of("ASIAINSTANCE"), signers);
    }

    /** The profile also supplies the region. */
    @Test
    void aProfileOfTheUserIsUsed() throws Exception {
        Map<String, String> environment = environment();
        environment.remove("AWS_REGION");
        environment.put("AWS_PROFILE", "clusters");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", file("credentials", """
                [default]
                aws_access_key_id = AKIADEFAULT
                aws_secret_access_key = secret
                [clusters]
                aws_access_key_id = AKIACLUSTERS
                aws_secret_access_key = secret
                """));
        environment.put("AWS_CONFIG_FILE", file("config", "[profile clusters]\nregion = " + Moto.REGION + "\n"));
        assertRead(snapshot(environment));

        assertEquals(Set.of("AKIACLUSTERS"), signers);
    }

    @Test
    void aProfileCanAssumeARole() throws Exception {
        Map<String, String> environment = environment();
        environment.put("AWS_PROFILE", "clusters");
        environment.put("AWS_CONFIG_FILE", file("config", """
                [profile person]
                aws_access_key_id = AKIAPERSON
                aws_secret_access_key = secret
                [profile clusters]
                role_arn = %s
                source_profile = person
                """.formatted(ROLE)));
        assertRead(snapshot(environment));

        assertEquals(1, handedOut.size(), handedOut::toString);
        assertEquals(handedOut, signers);
    }

    @Test
    void aTokenThatStsRefusesIsReported() throws Exception {
        proxy.weather((request, connection) -> connection.answer(
                request.action().startsWith(ASSUME_ROLE) ? Proxy.Answer.xml(400, """
                                <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>\
                                <Code>ExpiredTokenException</Code><Message>Token expired: current date/time must be before \
                                the expiration date/time</Message></Error></ErrorResponse>""") : connection.ask(request)));

        assertNotRead(
                snapshot(serviceAccount()),
                "ec2: no AWS credentials from AWS_WEB_IDENTITY_TOKEN_FILE: Token expired: ");
    }

    /** Simulates a VPC without a route to the internet and without an endpoint for STS. */
    @Test
    void anUnreachableStsIsReported() throws Exception {
        Map<String, String> environment = serviceAccount();
        environment.put("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:1");
        assertNotRead(
                snapshot(environment),
                "ec2: no AWS credentials from AWS_WEB_IDENTITY_TOKEN_FILE: Unable to execute HTTP request: Connection refused\n");
    }

    @Test
    void aPodThatTheAgentDoesNotKnowIsReported() throws Exception {
        try (CredentialEndpoint agent = CredentialEndpoint.podIdentityAgent("token-of-the-pod", "ASIAPODIDENTITY")) {
            assertNotRead(
                    snapshot(podIdentity(agent, "token-of-another")),
                    "ec2: no AWS credentials from AWS_CONTAINER_CREDENTIALS_FULL_URI: ");
        }
    }

    @Test
    void expiredCredentialsAreReported() throws Exception {
        proxy.weather((request, connection) ->
                connection.answer(Proxy.Answer.error(400, "RequestExpired", "Request has expired.")));
        Map<String, String> environment = environment();
        environment.put("AWS_ACCESS_KEY_ID", "ASIAEXPIRED");
        environment.put("AWS_SECRET_ACCESS_KEY", "secret");
        environment.put("AWS_SESSION_TOKEN", "token");

        assertNotRead(snapshot(environment), "ec2: AWS does not accept these credentials (RequestExpired)\n");
    }

    private Map<String, String> serviceAccount() throws IOException {
        Map<String, String> environment = environment();
        environment.put("AWS_ROLE_ARN", ROLE);
        environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", file("token", "header.payload.signature"));
        return environment;
    }

    private Map<String, String> podIdentity(CredentialEndpoint agent, String token) throws IOException {
        Map<String, String> environment = environment();
        environment.put(
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                agent.uri("/v1/credentials").toString());
        environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", file("token", token));
        return environment;
    }

    /** Returns an environment without credentials. It also hides the credentials of the person who runs the test. */
    private Map<String, String> environment() {
        return new TreeMap<>(Map.of(
                "AWS_ENDPOINT_URL", proxy.endpoint().toString(),
                "AWS_REGION", Moto.REGION,
                "AWS_SHARED_CREDENTIALS_FILE", folder.resolve("none").toString(),
                "AWS_CONFIG_FILE", folder.resolve("none").toString(),
                "AWS_EC2_METADATA_DISABLED", "true"));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private CommandOutput snapshot(Map<String, String> environment) throws Exception {
        Path file = folder.resolve("vpc.json");
        return Build.asked()
                .run(
                        environment,
                        List.of("snapshot", "--vpc", "ec2", "--cluster-name", vpc.cluster(), "-o", file.toString()));
    }

    private void assertRead(CommandOutput run) throws IOException {
        assertEquals(0, run.exitCode(), run::err);
        assertTrue(Files.readString(folder.resolve("vpc.json")).contains(vpc.subnet("pods-a")), run::out);
    }

    private void assertNotRead(CommandOutput run, String reason) {
        assertEquals(2, run.exitCode(), run::err);
        assertTrue(run.err().contains(reason), run::err);
        assertFalse(Files.exists(folder.resolve("vpc.json")));
    }
}
