package io.eniguard.source.ec2;

import io.eniguard.aws.AwsSettings;
import io.eniguard.aws.CallFailedException;
import io.eniguard.aws.MissingSetting;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.EksCluster;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which cluster this is, and which VPC it runs in: as told, else as EKS says, else as the instance of one of its nodes has it. An
 * instance stays where it is, so it is asked for once.
 */
final class ClusterPlace {

    /** Set by EKS on the instances of managed node groups, and by Karpenter. */
    private static final List<String> NAME_TAGS =
            List.of("aws:eks:cluster-name", "eks:cluster-name", "eks:eks-cluster-name");

    private static final int NODES = 20;

    private static final String OWNED_TAG = "kubernetes.io/cluster/";

    private final AwsSettings settings;
    private @Nullable Tree instance;

    ClusterPlace(AwsSettings settings) {
        this.settings = settings;
    }

    /**
     * @param vpcId empty when nothing tells it
     * @param cluster empty when its name is not known, or EKS did not answer
     * @param failure why EKS' word on the cluster is missing
     */
    record Found(Optional<String> vpcId, Optional<EksCluster> cluster, Optional<CallFailedException> failure) {}

    Found find(NamedCalls calls, Wanted wanted) {
        Attempts attempts = new Attempts(calls, wanted);
        Optional<String> name = settings.clusterName().or(() -> nameByTag(attempts.instance()));
        Optional<EksCluster> cluster = name.flatMap(attempts::cluster);
        Optional<String> vpcId = settings.vpcId()
                .or(() -> cluster.flatMap(EksCluster::vpcId))
                .or(() -> attempts.instance().nonEmptyText("VpcId"));
        return new Found(
                vpcId,
                cluster,
                cluster.isPresent()
                        ? Optional.empty()
                        : Optional.of(attempts.failure().orElseGet(MissingSetting.CLUSTER_NAME::exception)));
    }

    /** Calls that may fail, since others can stand in for them. */
    private final class Attempts {
        private final NamedCalls calls;
        private final Wanted wanted;
        private Optional<CallFailedException> failure = Optional.empty();
        private boolean isAsked;

        Attempts(NamedCalls calls, Wanted wanted) {
            this.calls = calls;
            this.wanted = wanted;
        }

        Optional<CallFailedException> failure() {
            return failure;
        }

        Optional<EksCluster> cluster(String name) {
            try {
                return Optional.of(calls.cluster(name));
            } catch (CallFailedException e) {
                failure = Optional.of(e);
                return Optional.empty();
            }
        }

        /** Of one of some nodes, since instances end before their nodes go; empty where EC2 tells of none. */
        Tree instance() {
            if (instance == null && !isAsked && !wanted.instanceIds().isEmpty()) {
                isAsked = true;
                List<String> some = wanted.instanceIds().stream().limit(NODES).toList();
                try {
                    instance = calls.instances(some).stream().findFirst().orElse(null);
                } catch (CallFailedException e) {
                    failure = Optional.of(e);
                }
            }
            return instance == null ? Tree.EMPTY : instance;
        }
    }

    private static Optional<String> nameByTag(Tree instance) {
        List<Tree> tags = instance.trees("Tags");
        return NAME_TAGS.stream()
                .flatMap(key -> tags.stream()
                        .filter(tag -> tag.text("Key").filter(key::equals).isPresent())
                        .flatMap(tag -> tag.nonEmptyText("Value").stream()))
                .findFirst()
                .or(() -> tags.stream()
                        .flatMap(tag -> tag.text("Key").stream())
                        .filter(key -> key.startsWith(OWNED_TAG))
                        .map(key -> key.substring(OWNED_TAG.length()))
                        .findFirst());
    }
}
