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
 * Determines the cluster's name and its VPC. The options of the operator take precedence over the answers from AWS. The environment of
 * aws-node is used last, because it may be a copy from another cluster. An instance never moves to another VPC, so the answer about one
 * instance is kept.
 */
final class ClusterPlace {

    /**
     * The tags that contain the cluster's name. EKS sets them on the instances of managed node groups, and Karpenter sets them on its
     * instances.
     */
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
     * The result of the search.
     *
     * @param vpcId the id of the VPC; empty if no source contains it
     * @param cluster the cluster; empty if its name is unknown, or if EKS did not describe it
     * @param failure the reason why the cluster is missing; empty if the cluster is present
     */
    record Location(Optional<String> vpcId, Optional<EksCluster> cluster, Optional<CallFailedException> failure) {}

    Location find(NamedCalls calls, Wanted wanted) {
        Attempts attempts = new Attempts(calls, wanted);
        Optional<String> name =
                settings.clusterName().or(() -> nameByTag(attempts.instance())).or(wanted.hints()::clusterName);
        Optional<EksCluster> cluster = name.flatMap(attempts::cluster);
        Optional<String> vpcId = settings.vpcId()
                .or(() -> cluster.flatMap(EksCluster::vpcId))
                .or(() -> attempts.instance().nonEmptyText("VpcId"))
                .or(wanted.hints()::vpcId);
        return new Location(
                vpcId,
                cluster,
                cluster.isPresent()
                        ? Optional.empty()
                        : Optional.of(attempts.failure().orElseGet(MissingSetting.CLUSTER_NAME::exception)));
    }

    /** Makes calls that are allowed to fail, because other sources may contain the same facts. */
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

        /**
         * Returns the instance of any node, or an empty tree if no instance was found. Several instances are requested, because a node may
         * still exist when its instance is already gone.
         */
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
