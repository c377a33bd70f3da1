package io.eniguard.server;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.builder.RequestSpecBuilder;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.config.SSLConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.stream.Stream;

/** A server that reads a small VPC and a small cluster from files, and a client that sends reviews to it over HTTPS. */
final class WireServer {

    private static final String VPC = """
            Subnets:
            - {SubnetId: subnet-0a1b2c3d4e5f60718, VpcId: vpc-01, CidrBlock: 100.64.0.0/19, AvailabilityZone: us-west-2a, State: available, AvailableIpAddressCount: 8000}
            - {SubnetId: subnet-0a1b2c3d4e5f60719, VpcId: vpc-01, CidrBlock: 10.20.0.0/20, AvailabilityZone: us-west-2b, State: available, AvailableIpAddressCount: 4000}
            Vpcs:
            - {VpcId: vpc-01, CidrBlock: 10.20.0.0/16, CidrBlockAssociationSet: [{CidrBlock: 10.20.0.0/16, CidrBlockState: {State: associated}}, {CidrBlock: 100.64.0.0/16, CidrBlockState: {State: associated}}]}
            SecurityGroups:
            - {GroupId: sg-0123456789abcdef0, VpcId: vpc-01, IpPermissions: [{IpProtocol: "-1", UserIdGroupPairs: [{GroupId: sg-0123456789abcdef0}]}]}
            """;

    private static final String CLUSTER = """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: aws-node, namespace: kube-system}
            spec: {template: {spec: {containers: [{name: aws-node, env: [{name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: "true"}]}]}}}
            ---
            apiVersion: crd.k8s.amazonaws.com/v1alpha1
            kind: ENIConfig
            metadata: {name: us-west-2a}
            spec: {subnet: subnet-0a1b2c3d4e5f60718, securityGroups: [sg-0123456789abcdef0]}
            ---
            apiVersion: v1
            kind: Node
            metadata: {name: bound, labels: {k8s.amazonaws.com/eniConfig: us-west-2c}}
            """;

    /** The review of a valid ENIConfig. */
    static final String GOOD = Reviews.create(Reviews.eniConfig("us-west-2a", Reviews.SUBNET));

    /** The review of an ENIConfig whose subnet is in private address space. */
    static final String BAD = Reviews.create(Reviews.eniConfig("us-west-2b", "subnet-0a1b2c3d4e5f60719"));

    private final ServerProcess process;
    private final RequestSpecification https;

    private WireServer(ServerProcess process) throws GeneralSecurityException, IOException {
        this.process = process;
        this.https = new RequestSpecBuilder()
                .setBaseUri(process.url())
                .setConfig(RestAssuredConfig.config()
                        .sslConfig(SSLConfig.sslConfig().trustStore(process.trust()))
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .build();
    }

    /** @param options further options of {@code serve} */
    static WireServer start(Path folder, String... options) throws Exception {
        Path vpc = Files.writeString(folder.resolve("vpc.yaml"), VPC);
        Path cluster = Files.writeString(folder.resolve("cluster.yaml"), CLUSTER);
        String[] all = Stream.concat(
                        Stream.of("--vpc", vpc.toString(), "--cluster", cluster.toString()), Stream.of(options))
                .toArray(String[]::new);
        return new WireServer(ServerProcess.start(folder, Map.of(), all));
    }

    /** Stops the server with SIGTERM. */
    void stop() throws Exception {
        assertEquals(143, process.stop(), "the exit code after SIGTERM");
    }

    ServerProcess process() {
        return process;
    }

    RequestSpecification https() {
        return https;
    }

    ValidatableResponse post(String path, String body) {
        return post(path, body.getBytes(StandardCharsets.UTF_8));
    }

    ValidatableResponse post(String path, byte[] body) {
        return given(https)
                .contentType("application/json")
                .body(body)
                .post(path)
                .then();
    }

    void assertAnswersTheNextReview() {
        post("/validate", GOOD).statusCode(200).body("response.allowed", equalTo(true));
    }
}
