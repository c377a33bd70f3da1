package io.eniguard.server;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import io.restassured.config.RestAssuredConfig;
import io.restassured.config.SSLConfig;
import io.restassured.response.ValidatableResponse;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the options of {@code serve} that let objects pass rules, over HTTPS. */
class ServeOptionsIT {

    private static final String VPC = """
            Subnets:
            - {SubnetId: subnet-0a1b2c3d4e5f60718, VpcId: vpc-01, CidrBlock: 10.20.0.0/20, AvailabilityZone: us-west-2a}
            - {SubnetId: subnet-0a1b2c3d4e5f60719, VpcId: vpc-01, CidrBlock: 172.16.0.0/20, AvailabilityZone: us-west-2b}
            """;

    @Test
    void permittedBlocksPassAndOthersGetAWarning(@TempDir Path folder) throws Exception {
        Path vpc = Files.writeString(folder.resolve("vpc.yaml"), VPC);
        Path cluster = Files.createDirectory(folder.resolve("cluster"));
        try (ServerProcess server = ServerProcess.start(
                folder,
                Map.of(),
                "--vpc",
                vpc.toString(),
                "--cluster",
                cluster.toString(),
                "--warn-only",
                "--permit-cidr",
                "172.16.0.0/12")) {
            validate(server, "us-west-2a", "subnet-0a1b2c3d4e5f60718")
                    .body("response.allowed", equalTo(true))
                    .body("response", not(hasKey("status")))
                    .body(
                            "response.warnings",
                            hasItem(startsWith("[subnet-cidr] would be refused: subnet-0a1b2c3d4e5f60718 ")))
                    .body("response.auditAnnotations.decision", equalTo("warn"));
            validate(server, "us-west-2b", "subnet-0a1b2c3d4e5f60719")
                    .body("response.allowed", equalTo(true))
                    .body("response.warnings", not(hasItem(startsWith("[subnet-cidr"))));
        }
    }

    /** Uses a second loopback address, because the webhooks listen only at 127.0.0.1. */
    @Test
    void healthAndMetricsCanListenAtAnotherAddress(@TempDir Path folder) throws Exception {
        Path vpc = Files.writeString(folder.resolve("vpc.yaml"), VPC);
        Path cluster = Files.createDirectory(folder.resolve("cluster"));
        try (ServerProcess server = ServerProcess.start(
                folder, Map.of("ENIGUARD_MANAGEMENT_HOST", "0.0.0.0"), "--vpc=" + vpc, "--cluster=" + cluster)) {
            int management = server.managementUri("/").getPort();
            given().get("http://127.0.0.2:%d/q/health/live".formatted(management))
                    .then()
                    .statusCode(200);
            assertThrows(ConnectException.class, () -> {
                try (Socket socket = new Socket("127.0.0.2", server.port())) {
                    fail("connected: " + socket);
                }
            });
        }
    }

    private static ValidatableResponse validate(ServerProcess server, String name, String subnet) throws Exception {
        return given().config(RestAssuredConfig.config()
                        .sslConfig(SSLConfig.sslConfig().trustStore(server.trust())))
                .contentType("application/json")
                .body(Reviews.create(Reviews.eniConfig(name, subnet)))
                .post(server.url() + "/validate")
                .then()
                .statusCode(200);
    }
}
