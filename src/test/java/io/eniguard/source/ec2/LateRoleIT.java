package io.eniguard.source.ec2;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.server.ServerProcess;
import io.eniguard.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a server that cannot assume its role at first, on a node with a role of its own. eniguard's pods use the host network, so they can
 * reach the node's credentials.
 */
@Ec2Emulator
class LateRoleIT {

    private static final Pattern SIGNER = Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/");

    private final Moto moto;
    private final List<String> signers = new CopyOnWriteArrayList<>();
    private volatile boolean isStsDown = true;

    LateRoleIT(Moto moto) {
        this.moto = moto;
    }

    @Test
    void theServersRoleReplacesTheNodesRoleOnceItIsAvailable(@TempDir Path folder) throws Exception {
        PodVpc vpc = PodVpc.build(moto, "late-role-" + System.nanoTime());
        Path cluster = Files.createDirectory(folder.resolve("cluster"));
        try (Proxy proxy = Proxy.before(moto);
                CredentialEndpoint metadata = CredentialEndpoint.instanceMetadata("ASIANODE")) {
            proxy.weather(this::watch);
            Map<String, String> environment = Map.of(
                    "AWS_ENDPOINT_URL", proxy.endpoint().toString(),
                    "AWS_REGION", Moto.REGION,
                    "AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.uri("").toString(),
                    "AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/eniguard",
                    "AWS_WEB_IDENTITY_TOKEN_FILE",
                            Files.writeString(folder.resolve("token"), "header.payload.signature")
                                    .toString());
            // The server reads EC2 at least three times within --max-age.
            try (ServerProcess server = ServerProcess.start(
                    folder, environment, "--cluster=" + cluster, "--vpc=ec2", "--vpc-id=" + vpc.id(), "--max-age=6s")) {
                awaitSigner(true, server);
                isStsDown = false;
                awaitSigner(false, server);
            }
        }
    }

    private void watch(Proxy.Request request, Proxy.Connection connection) throws IOException, InterruptedException {
        if (!request.action().startsWith("ec2:AssumeRole")) {
            Matcher signer = SIGNER.matcher(request.headers().getOrDefault("authorization", ""));
            assertTrue(signer.find(), request::line);
            signers.add(signer.group(1));
        } else if (isStsDown) {
            connection.reset();
            return;
        }
        connection.answer(connection.ask(request));
    }

    private void awaitSigner(boolean isNode, ServerProcess server) throws IOException, InterruptedException {
        Await.that(
                isNode ? "the node's role signs" : "the role of the service account signs",
                () -> !signers.isEmpty() && signers.get(signers.size() - 1).equals("ASIANODE") == isNode,
                () -> signers + server.log());
    }
}
