package io.eniguard.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.net.CidrSet;
import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookPortTest {

    private static final WebhookPort PORT = new WebhookPort(
            9443, "sg-c", Set.of("sg-d"), Optional.of(CidrSet.of("10.20.0.0/17", "10.20.128.0/17", "100.65.0.0/24")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OK      | {IpProtocol: tcp, FromPort: 9443, ToPort: 9443, UserIdGroupPairs: [{GroupId: sg-c}]}
            OK      | {IpProtocol: tcp, FromPort: 9000, ToPort: 9443, UserIdGroupPairs: [{GroupId: sg-c}]}
            OK      | {IpProtocol: "6", FromPort: 9443, ToPort: 9500, UserIdGroupPairs: [{GroupId: sg-x}, {GroupId: sg-c}]}
            OK      | {IpProtocol: "-1", UserIdGroupPairs: [{GroupId: sg-c}]}
            OK      | {IpProtocol: tcp, FromPort: 9443, ToPort: 9443, UserIdGroupPairs: [{GroupId: sg-d}]}
            OK      | {IpProtocol: tcp, FromPort: 0, ToPort: 65535, IpRanges: [{CidrIp: 10.20.0.0/16}, {CidrIp: 100.65.0.0/16}]}
            OK      | {IpProtocol: tcp, FromPort: 0, ToPort: 65535, IpRanges: [{CidrIp: 10.20.0.0/17}, {CidrIp: 10.20.128.0/17}, {CidrIp: 100.65.0.0/25}, {CidrIp: 100.65.0.128/25}]}
            OK      | {IpProtocol: tcp, FromPort: 0, ToPort: 65535, IpRanges: [{CidrIp: 0.0.0.0/0}]}
            UNKNOWN | {IpProtocol: tcp, FromPort: 0, ToPort: 65535, IpRanges: [{CidrIp: 10.20.4.0/24}]}
            UNKNOWN | {IpProtocol: tcp, FromPort: 0, ToPort: 65535, IpRanges: [{CidrIp: 10.20.0.0/16}]}
            UNKNOWN | {IpProtocol: tcp, FromPort: 0, ToPort: 65535, IpRanges: [{CidrIp: 100.65.0.0/24}]}
            UNKNOWN | {IpProtocol: tcp, FromPort: 9443, ToPort: 9443, PrefixListIds: [{PrefixListId: pl-1}]}
            PROBLEM | {IpProtocol: tcp, FromPort: 9444, ToPort: 65535, UserIdGroupPairs: [{GroupId: sg-c}]}
            PROBLEM | {IpProtocol: tcp, FromPort: 0, ToPort: 9442, UserIdGroupPairs: [{GroupId: sg-c}]}
            PROBLEM | {IpProtocol: udp, FromPort: 0, ToPort: 65535, UserIdGroupPairs: [{GroupId: sg-c}]}
            PROBLEM | {IpProtocol: tcp, FromPort: 9443, ToPort: 9443, UserIdGroupPairs: [{GroupId: sg-x}]}
            PROBLEM | {IpProtocol: tcp, FromPort: 9443, ToPort: 9443, IpRanges: [{CidrIp: 100.64.0.0/16}]}
            """)
    void aRuleMayAllowTheControlPlane(State state, String rule) {
        assertEquals(
                state,
                PORT.judge(List.of(instance("sg-n")), List.of(group("sg-n", rule)))
                        .state());
    }

    @Test
    void oneOfANodesGroupsIsEnough() {
        Tree closed = group("sg-1", "{IpProtocol: tcp, FromPort: 22, ToPort: 22}");
        Tree open = group("sg-2", "{IpProtocol: \"-1\", UserIdGroupPairs: [{GroupId: sg-c}]}");
        assertEquals(
                State.OK,
                PORT.judge(List.of(instance("sg-1", "sg-2")), List.of(closed, open))
                        .state());

        Result one = PORT.judge(List.of(instance("sg-1", "sg-2"), instance("sg-1")), List.of(closed, open));
        assertEquals(
                "the security groups of the nodes (sg-1) do not allow TCP 9443 from the cluster security group sg-c, so the API"
                        + " server cannot reach eniguard",
                one.message());
        assertTrue(one.fix().orElseThrow().contains("--group-id sg-1 "), one::toString);
    }

    @Test
    void aRangeMayAllowTheControlPlaneIfTheVpcsBlockIsUnknown() {
        WebhookPort port = new WebhookPort(9443, "sg-c", Set.of(), Optional.empty());
        Tree group =
                group("sg-n", "{IpProtocol: tcp, FromPort: 0, ToPort: 65535, IpRanges: [{CidrIp: 192.168.0.0/16}]}");
        assertEquals(
                State.UNKNOWN,
                port.judge(List.of(instance("sg-n")), List.of(group)).state());
    }

    private static Tree instance(String... groups) {
        return Yaml.of("SecurityGroups: [%s]"
                .formatted(String.join(
                        ", ",
                        List.of(groups).stream().map("{GroupId: %s}"::formatted).toList())));
    }

    private static Tree group(String id, String rule) {
        return Yaml.of("{GroupId: %s, IpPermissions: [%s]}".formatted(id, rule));
    }
}
