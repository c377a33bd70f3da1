package io.eniguard.review;

import static io.eniguard.review.Manifests.AWS_NODE;
import static io.eniguard.review.Manifests.eniConfig;
import static io.eniguard.review.Manifests.world;
import static io.eniguard.review.Manifests.yaml;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.policy.Parameters;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests that an ENIConfig is fit, for placement and for fixes, unless a review would deny its creation by a person. */
class EniConfigFitnessTest {

    private static final String VPC = """
            Subnets:
              - {SubnetId: subnet-0000000000000000a, CidrBlock: 10.0.0.0/20, AvailabilityZone: us-west-2a, State: available}
            """;

    /** The only fault of the ENIConfig is a subnet that overlaps a private block. */
    private static final Tree PRIVATE = eniConfig("us-west-2a-private", "{subnet: subnet-0000000000000000a}");

    private static final Tree NODE = yaml("""
            apiVersion: v1
            kind: Node
            metadata: {name: ip-10-0-0-1}
            spec: {providerID: "aws:///us-west-2a/i-0123456789abcdef0"}
            """);

    private static final Reviewer WITHOUT_SUBNET_CIDR =
            new Reviewer(about -> !about.id().equals("subnet-cidr"));

    private static World worldWith(Parameters parameters, Tree eniConfig) {
        return world(parameters, VPC, yaml(AWS_NODE), eniConfig);
    }

    private static Optional<String> placement(Reviewer reviewer, World world) {
        return reviewer.mutate(ReviewRequest.create(NODE), world).patch().operations().stream()
                .map(add -> add.value().toString())
                .reduce((first, last) -> last);
    }

    private static List<String> fixes(Reviewer reviewer, World world) {
        return reviewer.validate(ReviewRequest.create(NODE), world).findings().stream()
                .filter(judged -> judged.rule().equals("node-eniconfig"))
                .map(judged -> judged.finding().fix())
                .toList();
    }

    @Test
    void anEniConfigThatWouldBeRefusedIsUnfit() {
        World world = worldWith(Parameters.DEFAULTS, PRIVATE);
        assertEquals(Optional.empty(), placement(new Reviewer(), world));
        assertEquals(
                List.of(
                        "correct ENIConfig us-west-2a-private, which violates subnet-cidr, and label the node with its name"),
                fixes(new Reviewer(), world));
    }

    @Test
    void aRuleThatIsNotInForceMakesNoEniConfigUnfit() {
        World world = worldWith(Parameters.DEFAULTS, PRIVATE);
        assertEquals(Optional.of("us-west-2a-private"), placement(WITHOUT_SUBNET_CIDR, world));
        assertEquals(List.of("set the label to us-west-2a-private"), fixes(WITHOUT_SUBNET_CIDR, world));
    }

    /** With {@code --warn-only}, an ENIConfig with a wrong subnet can be stored, but nodes must still not be assigned to this subnet. */
    @Test
    void withWarningsOnlyItIsStillUnfit() {
        World world = worldWith(Parameters.DEFAULTS.withWarningsOnly(), PRIVATE);
        assertEquals(Optional.empty(), placement(new Reviewer(), world));
        assertTrue(fixes(new Reviewer(), world).get(0).contains("which violates subnet-cidr"));
    }

    /** The ENIConfig names no security group, which causes a warning, and it is unknown whether its subnet is in the cluster's VPC. */
    @Test
    void warningsAndUnknownsLeaveItFit() {
        World world = world(VPC.replace("10.0.0.0/20", "100.64.0.0/20"), yaml(AWS_NODE), PRIVATE);
        assertEquals(Optional.of("us-west-2a-private"), placement(new Reviewer(), world));
        assertEquals(
                Verdict.Decision.WARN,
                new Reviewer().review(ReviewRequest.create(PRIVATE), world).decision());
    }
}
