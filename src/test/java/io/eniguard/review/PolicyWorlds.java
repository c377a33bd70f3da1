package io.eniguard.review;

import static io.eniguard.review.Manifests.AWS_NODE;
import static io.eniguard.review.Manifests.eniConfig;
import static io.eniguard.review.Manifests.world;
import static io.eniguard.review.Manifests.yaml;

import io.eniguard.cel.CelConditions;
import io.eniguard.policy.Point;
import io.eniguard.policy.Policies;
import io.eniguard.policy.Policy;
import io.eniguard.policy.PolicyOrigin;
import io.eniguard.policy.PolicyReader;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Creates worlds with policies, and reviews ENIConfigs in them. One ENIConfig is right and serves us-west-2b. */
final class PolicyWorlds {

    static final String PRIVATE = "subnet-0000000000000000a";
    static final String GOOD = "subnet-0000000000000000b";
    static final String GROUP = "sg-0123456789abcdef0";

    static final String VPC = """
            Vpcs:
              - VpcId: vpc-0a1b2c3d4e5f60718
                CidrBlock: 172.31.0.0/16
                CidrBlockAssociationSet:
                  - {CidrBlock: 172.31.0.0/16, CidrBlockState: {State: associated}}
                  - {CidrBlock: 10.0.0.0/16, CidrBlockState: {State: associated}}
                  - {CidrBlock: 100.64.0.0/16, CidrBlockState: {State: associated}}
            Subnets:
              - {SubnetId: %s, VpcId: vpc-0a1b2c3d4e5f60718, CidrBlock: 10.0.0.0/20, AvailabilityZone: us-west-2a, State: available, AvailableIpAddressCount: 4000}
              - {SubnetId: %s, VpcId: vpc-0a1b2c3d4e5f60718, CidrBlock: 100.64.0.0/19, AvailabilityZone: us-west-2b, State: available, AvailableIpAddressCount: 8000}
            SecurityGroups: [{GroupId: %s, VpcId: vpc-0a1b2c3d4e5f60718}]
            cluster: {kubernetesNetworkConfig: {serviceIpv4Cidr: 192.168.0.0/20, ipFamily: ipv4}}
            """.formatted(PRIVATE, GOOD, GROUP);

    static final Tree WRONG = eniConfig("us-west-2a", "labels: {tier: prod}", spec(PRIVATE));

    private PolicyWorlds() {}

    static String spec(String subnet) {
        return "{subnet: %s, securityGroups: [%s]}".formatted(subnet, GROUP);
    }

    static World worldWith(String... policies) {
        return worldAt(Manifests.NOW, policies);
    }

    static World worldAt(Instant now, String... policies) {
        PolicyReader reader = new PolicyReader(CatalogueKinds.ofRules(), new CelConditions());
        List<Policy> read = new ArrayList<>();
        for (String spec : policies) {
            Tree document = yaml("""
                    apiVersion: eniguard.io/v1alpha1
                    kind: CustomNetworkingPolicy
                    metadata: {name: policy-%d}
                    spec: %s
                    """.formatted(read.size(), spec));
            PolicyReader.Outcome outcome = reader.read(document, PolicyOrigin.FILE, Set.of(), Manifests.NOW);
            read.add(outcome.policy().orElseThrow(() -> new AssertionError(outcome.faults())));
        }
        World plain = world(VPC, yaml(AWS_NODE), eniConfig("us-west-2b", spec(GOOD)));
        return new World(plain.vpc(), plain.cluster(), plain.parameters(), now).withPolicies(new Policies(read));
    }

    /** Returns the findings as texts such as {@code subnet-cidr deny}. */
    static List<String> judge(ReviewRequest request, World world, Point point) {
        return new Reviewer()
                .at(point).validate(request, world).findings().stream()
                        .map(judged -> judged.rule() + " " + judged.action().word())
                        .toList();
    }

    static List<String> judge(Tree object, World world) {
        return judge(ReviewRequest.create(object), world, Point.ADMISSION);
    }
}
