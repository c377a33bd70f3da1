package io.eniguard.cli;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.ClusterSnapshotBuilder;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.ObjectId;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.input.InputProblem;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.source.file.ManifestFiles;
import io.eniguard.source.file.PolicyFiles;
import io.eniguard.tree.PlacedObject;
import io.eniguard.vpc.VpcSnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The input of a check: the facts about the VPC, the objects of the cluster, and the objects to check.
 *
 * @param cluster the objects of {@code --cluster}; empty without this option
 * @param unlisted the kinds of which the cluster may have further objects
 * @param given the objects to check, and the problems of unreadable files
 */
record CheckFacts(
        VpcSnapshot vpc, List<PlacedObject> cluster, Set<ReviewedKind> unlisted, ManifestFiles.Outcome given) {

    /** The source of the VPC facts in findings if {@code --vpc} is not set. */
    private static final String NO_VPC = "no --vpc given";

    CheckFacts {
        cluster = List.copyOf(cluster);
        unlisted = Set.copyOf(unlisted);
    }

    /**
     * Reads the facts.
     *
     * @param given the objects to check; with {@code --vpc ec2}, the subnets and security groups in these objects are read from EC2
     * @throws UnreadableInputException if the VPC or the cluster cannot be read completely, since verdicts from incomplete facts would be
     *     wrong; the exception contains all problems of both
     */
    static CheckFacts read(SourceOptions sources, ManifestFiles reader, ManifestFiles.Outcome given)
            throws UnreadableInputException {
        List<InputProblem> problems = new ArrayList<>();
        ClusterObjects cluster = ClusterObjects.NONE;
        try {
            cluster = sources.readCluster(reader);
        } catch (UnreadableInputException e) {
            problems.addAll(e.problems());
        }
        VpcSnapshot vpc = VpcSnapshot.nothing(NO_VPC);
        CheckFacts known = new CheckFacts(vpc, cluster.objects(), cluster.unlisted(), given);
        try {
            vpc = sources.readVpc(known::snapshot).orElse(vpc);
        } catch (UnreadableInputException e) {
            problems.addAll(0, e.problems());
        }
        if (!problems.isEmpty()) {
            throw new UnreadableInputException(problems);
        }
        return new CheckFacts(vpc, cluster.objects(), cluster.unlisted(), given);
    }

    /**
     * Returns the cluster as it will be after the objects to check have been applied. If there is no DaemonSet aws-node, default settings
     * are assumed, unless an unreadable file may contain the DaemonSet.
     */
    ClusterSnapshot snapshot() {
        ClusterSnapshotBuilder builder = ClusterSnapshot.builder();
        if (given.problems().isEmpty()) {
            builder.cni(CniSettings.assumedDefaults());
        }
        builder.addAll(cluster.stream().map(PlacedObject::object).toList());
        builder.addAll(given.manifests().stream().map(PlacedObject::object).toList());
        cluster.stream()
                .map(PlacedObject::object)
                .filter(object -> CniSettings.isAwsNode(ObjectId.of(object)))
                .forEach(awsNode -> builder.replacedCni(CniSettings.from(awsNode)));
        Set<String> newNodes = nodes(given.manifests());
        newNodes.removeAll(nodes(cluster));
        return builder.newNodes(newNodes).unlisted(unlisted).build();
    }

    /**
     * Returns the objects of the cluster. A policy of {@code --policy} replaces the policy of the cluster with the same name.
     *
     * @param policies the documents of {@code --policy}
     */
    List<PlacedObject> existing(List<PlacedObject> policies) {
        List<PlacedObject> objects = new ArrayList<>(cluster);
        objects.removeAll(PolicyFiles.among(cluster));
        objects.addAll(PolicyFiles.inForce(PolicyFiles.among(cluster), policies));
        return objects;
    }

    /** Returns the policies in force that are not among the objects to check. */
    List<PlacedObject> otherPolicies(List<PlacedObject> policies) {
        Set<ObjectId> checked = given.manifests().stream()
                .map(manifest -> ObjectId.of(manifest.object()))
                .collect(Collectors.toSet());
        return PolicyFiles.inForce(PolicyFiles.among(cluster), policies).stream()
                .filter(policy -> !checked.contains(ObjectId.of(policy.object())))
                .toList();
    }

    private static Set<String> nodes(List<PlacedObject> objects) {
        return objects.stream()
                .map(object -> ObjectId.of(object.object()))
                .filter(id -> id.kind().equals(ClusterNode.KIND) && id.group().isEmpty())
                .map(ObjectId::name)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Returns the kinds of objects that an unreadable file may contain, or that the user may not list in the cluster. */
    Set<ReviewedKind> incomplete() {
        return given.problems().isEmpty() ? unlisted : ReviewedKind.ALL;
    }
}
