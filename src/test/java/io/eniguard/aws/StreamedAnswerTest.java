package io.eniguard.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** Tests that reading a streamed answer gives the same values as the SDK's reading of the whole answer. */
class StreamedAnswerTest {

    private static final Set<String> WANTED = Set.of(
            "NetworkInterfaceId",
            "Description",
            "Attachment",
            "InstanceId",
            "DeviceIndex",
            "DeleteOnTermination",
            "PrivateIpAddresses",
            "PrivateIpAddress",
            "Ipv4Prefixes",
            "Ipv4Prefix");

    private static final String FIRST = """
            <?xml version="1.0" encoding="UTF-8"?>
            <DescribeNetworkInterfacesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
                <requestId>one</requestId>
                <networkInterfaceSet>
                    <item>
                        <networkInterfaceId>eni-1</networkInterfaceId>
                        <!-- never seen from EC2 -->
                        <description>web &amp; <![CDATA[<app>]]> é</description>
                        <groupSet><item><groupId>sg-1</groupId></item></groupSet>
                        <attachment>
                            <instanceId>i-1</instanceId><deviceIndex>2</deviceIndex><deleteOnTermination>true</deleteOnTermination>
                        </attachment>
                        <privateIpAddressesSet>
                            <item><privateIpAddress>100.64.0.4</privateIpAddress><primary>true</primary></item>
                            <item><privateIpAddress>100.64.0.5</privateIpAddress><association><publicIp>1.2.3.4</publicIp></association></item>
                        </privateIpAddressesSet>
                        <ipv4PrefixSet><item><ipv4Prefix>100.64.0.16/28</ipv4Prefix></item></ipv4PrefixSet>
                        <madeUpLater><item><networkInterfaceId>eni-not-this-one</networkInterfaceId></item></madeUpLater>
                    </item>
                    <item><networkInterfaceId>eni-2</networkInterfaceId><description/><ipv4PrefixSet/></item>
                </networkInterfaceSet>
                <nextToken>a&lt;b</nextToken>
            </DescribeNetworkInterfacesResponse>
            """;

    private static final String LAST = """
            <DescribeNetworkInterfacesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><networkInterfaceSet>
            <item><networkInterfaceId>eni-3</networkInterfaceId></item></networkInterfaceSet></DescribeNetworkInterfacesResponse>""";

    private static final String NONE = """
            <DescribeNetworkInterfacesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><networkInterfaceSet/>
            </DescribeNetworkInterfacesResponse>""";

    private final PreparedAnswers answers = new PreparedAnswers();
    private final Ec2Client ec2 = Ec2Client.builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClient(answers)
            .overrideConfiguration(calls -> calls.addExecutionInterceptor(new StreamedAnswer.Interceptor()))
            .build();
    private final StreamedAnswer<String> streamed = new StreamedAnswer<>(
            DescribeNetworkInterfacesResponse.builder().build(),
            "NetworkInterfaces",
            WANTED,
            StreamedAnswerTest::id,
            true);

    @Test
    void itFindsTheSameMembersAsTheSdk() {
        for (String xml : List.of(FIRST, LAST, NONE)) {
            answers.next(200, xml);
            Tree bySdk = AnswerTree.document(ec2.describeNetworkInterfaces(asked -> {}));
            answers.next(200, xml);
            ec2.describeNetworkInterfaces(this::streamed);
            assertEquals(wanted(bySdk.fields()), streamed.page().fields(), xml);
        }
        answers.next(200, FIRST);
        ec2.describeNetworkInterfaces(this::streamed);
        assertEquals(
                "web & <app> é",
                streamed.page()
                        .trees("NetworkInterfaces")
                        .get(0)
                        .text("Description")
                        .orElseThrow());
    }

    @Test
    void theSdkRequestsAllPages() {
        answers.next(200, FIRST);
        answers.next(200, LAST);
        List<String> ids = new ArrayList<>();
        ec2.describeNetworkInterfacesPaginator(this::streamed).stream().forEach(page -> ids.addAll(streamed.members()));
        assertEquals(List.of("eni-1", "eni-2", "eni-3"), ids);
        assertTrue(answers.lastRequest.contains("NextToken=a%3Cb"), answers.lastRequest);
    }

    @Test
    void anInterruptedAnswerIsRequestedAgain() {
        answers.next(200, FIRST.substring(0, FIRST.indexOf("eni-2")));
        answers.next(200, FIRST);
        ec2.describeNetworkInterfaces(this::streamed);
        assertEquals(List.of("eni-1", "eni-2"), streamed.members());
    }

    @Test
    void anAnswerThatIsNotXmlIsAFailure() {
        for (int attempt = 0; attempt < 10; attempt++) {
            answers.next(200, "<html>a proxy's sign-in page<br></html>");
        }
        assertThrows(SdkClientException.class, () -> ec2.describeNetworkInterfaces(this::streamed));
        assertEquals(List.of(), streamed.members());
    }

    @Test
    void anUnusableValueIsReportedWhenThePageIsRead() {
        answers.next(200, LAST.replace("eni-3", "three"));
        ec2.describeNetworkInterfaces(this::streamed);
        var failure = assertThrows(IllegalArgumentException.class, streamed::members);
        assertEquals("not an id", failure.getMessage());
    }

    @Test
    void errorsAreThoseOfTheSdk() {
        answers.next(403, """
                <Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors></Response>""");
        var failure = assertThrows(Ec2Exception.class, () -> ec2.describeNetworkInterfaces(this::streamed));
        assertEquals("UnauthorizedOperation", failure.awsErrorDetails().errorCode());
    }

    private static String id(Tree one) {
        return one.text("NetworkInterfaceId")
                .filter(id -> id.startsWith("eni-"))
                .orElseThrow(() -> new IllegalArgumentException("not an id"));
    }

    private void streamed(DescribeNetworkInterfacesRequest.Builder request) {
        request.overrideConfiguration(with -> with.putExecutionAttribute(StreamedAnswer.ATTRIBUTE, streamed));
    }

    private static @Nullable Object wanted(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(StreamedAnswerTest::wanted).toList();
        } else if (value instanceof Map<?, ?> members) {
            Map<String, @Nullable Object> kept = new LinkedHashMap<>();
            members.forEach((name, member) -> {
                if (WANTED.contains(name) || name.equals("NetworkInterfaces") || name.equals("NextToken")) {
                    kept.put((String) name, wanted(member));
                }
            });
            return kept;
        }
        return value;
    }
}
