package io.eniguard.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * An SDK HTTP client that answers the calls of EC2 and EKS that a reading makes. The SDK writes its requests and parses the answers as
 * usual, but without a network. Answers are in files, so that they take no heap. Answers that depend on ids are generated on request.
 */
public final class StubEc2 implements SdkHttpClient {

    static final String CLUSTER = "demo";

    private static final String ANSWER = "<%1$sResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
            + "<requestId>stub</requestId><%2$s>%3$s</%2$s></%1$sResponse>";

    private final LargeVpc vpc;
    private final String eksAnswer;
    private final Path folder;
    private final Map<String, List<Path>> pages = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();
    private final LongAdder bytes = new LongAdder();

    StubEc2(LargeVpc vpc, String eksAnswer, Path folder) {
        this.vpc = vpc;
        this.eksAnswer = eksAnswer;
        this.folder = folder;
    }

    /** The number of requests by operation since the last call of this method. */
    Map<String, Long> takeCalls() {
        Map<String, Long> taken = new TreeMap<>();
        calls.forEach((operation, count) -> taken.put(operation, count.sumThenReset()));
        taken.values().removeIf(count -> count == 0);
        return taken;
    }

    /** The size of the answers since the last call of this method. */
    long takeBytes() {
        return bytes.sumThenReset();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return answer(request);
            }

            @Override
            public void abort() {}
        };
    }

    private HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException {
        Map<String, String> form = form(request);
        String operation = form.getOrDefault("Action", "DescribeCluster");
        calls.computeIfAbsent(operation, name -> new LongAdder()).increment();
        InputStream body = body(operation, form);
        bytes.add(body.available());
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder()
                        .statusCode(200)
                        .putHeader("Content-Type", form.isEmpty() ? "application/json" : "text/xml;charset=UTF-8")
                        .build())
                .responseBody(AbortableInputStream.create(body))
                .build();
    }

    private static Map<String, String> form(HttpExecuteRequest request) throws IOException {
        Map<String, String> form = new HashMap<>();
        if (request.contentStreamProvider().isEmpty()) {
            return form;
        }
        String text;
        try (InputStream in = request.contentStreamProvider().get().newStream()) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (String field : text.split("&", -1)) {
            String[] parts = field.split("=", 2);
            if (parts.length == 2) {
                form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    private InputStream body(String operation, Map<String, String> form) throws IOException {
        return switch (operation) {
            case "DescribeCluster" -> text(eksAnswer);
            case "DescribeInstances" -> text(instances(form));
            case "DescribeSecurityGroupVpcAssociations" ->
                text(ANSWER.formatted(operation, "securityGroupVpcAssociationSet", ""));
            case "DescribeNatGateways" -> text(ANSWER.formatted(operation, "natGatewaySet", ""));
            case "DescribeVpcPeeringConnections" -> text(ANSWER.formatted(operation, "vpcPeeringConnectionSet", ""));
            case "GetSubnetCidrReservations" -> text(ANSWER.formatted(operation, "subnetIpv4CidrReservationSet", ""));
            default -> page(operation, form);
        };
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private String instances(Map<String, String> form) {
        Set<String> ids = form.entrySet().stream()
                .filter(field -> field.getKey().startsWith("Filter.1.Value."))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
        StringBuilder items = new StringBuilder();
        vpc.instances(ids, item -> items.append("<item>").append(item).append("</item>"));
        return ANSWER.formatted("DescribeInstances", "reservationSet", items);
    }

    private InputStream page(String operation, Map<String, String> form) throws IOException {
        int size = Integer.parseInt(form.getOrDefault("MaxResults", "1000"));
        List<Path> written = pages.computeIfAbsent(operation + "-" + size, name -> write(operation, size));
        return Files.newInputStream(written.get(Integer.parseInt(form.getOrDefault("NextToken", "0"))));
    }

    private List<Path> write(String operation, int size) {
        try (PageFiles writing = new PageFiles(folder, operation, size)) {
            switch (operation) {
                case "DescribeVpcs" -> vpc.vpcs(writing::item);
                case "DescribeSubnets" -> vpc.subnets(writing::item);
                case "DescribeAvailabilityZones" -> vpc.zones(writing::item);
                case "DescribeSecurityGroups" -> vpc.securityGroups(writing::item);
                case "DescribeRouteTables" -> vpc.routeTables(writing::item);
                case "DescribeNetworkInterfaces" -> vpc.networkInterfaces(writing::item);
                default -> throw new IllegalStateException("there is no answer to " + operation);
            }
            return writing.files();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does nothing, so that the next reader can use the files. */
    @Override
    public void close() {}
}
