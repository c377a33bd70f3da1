package io.eniguard.review;

import static io.eniguard.review.Manifests.yaml;
import static io.eniguard.review.PolicyWorlds.judge;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eniguard.cel.CelConditions;
import io.eniguard.policy.PolicyFault;
import io.eniguard.policy.PolicyOrigin;
import io.eniguard.policy.PolicyReader;
import io.eniguard.source.file.VpcDocument;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.World;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that an address in an unusual form never makes a denied subnet look permitted. Some programs read the zero-padded 010.0.0.0 as
 * 8.0.0.0, so eniguard refuses such addresses wherever it reads blocks.
 */
class DisguisedAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"010.0.0.0/16", "10.0.0.0/016", "::ffff:10.0.0.0/112", "10.0.0.0/16 ", "0xa.0.0.0/16", "10.0/16"
            })
    void aPolicyWithSuchABlockIsRefused(String block) {
        for (String parameter : List.of("permitted", "denied")) {
            Tree document = yaml("""
                    apiVersion: eniguard.io/v1alpha1
                    kind: CustomNetworkingPolicy
                    metadata: {name: production}
                    spec: {rules: [{id: subnet-cidr, parameters: {%s: ["%s"]}}]}
                    """.formatted(parameter, block));
            PolicyReader reader = new PolicyReader(CatalogueKinds.ofRules(), new CelConditions());
            PolicyReader.Outcome outcome = reader.read(document, PolicyOrigin.STORED, Set.of(), Manifests.NOW);
            assertEquals(
                    List.of("spec.rules[0].parameters.%s[0]".formatted(parameter)),
                    outcome.faults().stream().map(PolicyFault::field).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"010.0.0.0/20", "10.0.0.0/020", "::ffff:10.0.0.0/116", "8.0.0.0.0/20"})
    void factsWithSuchASubnetAreRefused(String block) {
        Tree facts = yaml("Subnets: [{SubnetId: subnet-0000000000000000a, CidrBlock: \"%s\"}]".formatted(block));
        assertThrows(IllegalArgumentException.class, () -> VpcDocument.read("vpc.yaml", List.of(facts)));
    }

    /** A policy reads the CIDR of the subnet as a text, so the text must have one form only. */
    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/20", "10.0.0.7/20"})
    void aCustomRuleSeesOneFormOfABlock(String block) {
        String rule = """
                {custom: [
                {id: not-nodes, action: Deny, match: {kinds: [ENIConfig]}, message: the subnet of nodes,
                expression: "subnet.cidr != '10.0.0.0/20'"},
                {id: not-ten, action: Deny, match: {kinds: [ENIConfig]}, message: a subnet of nodes,
                expression: "!cidr('10.0.0.0/8').containsCIDR(subnet.cidr)"}]}
                """;
        World plain = PolicyWorlds.worldWith(rule);
        VpcSnapshot vpc =
                Manifests.world(PolicyWorlds.VPC.replace("10.0.0.0/20", block)).vpc();
        World world = new World(vpc, plain.cluster(), plain.parameters(), plain.now()).withPolicies(plain.policies());
        assertEquals(List.of("not-nodes deny", "not-ten deny", "subnet-cidr deny"), judge(PolicyWorlds.WRONG, world));
    }
}
