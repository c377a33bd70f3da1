package io.eniguard.doctor;

import io.eniguard.aws.AwsSettings;
import io.eniguard.aws.CallFailedException;
import io.eniguard.aws.CallObserver;
import io.eniguard.aws.RegionChoice;
import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.source.ec2.AwsProbe;
import io.eniguard.source.ec2.AwsProbe.Identity;
import io.eniguard.source.ec2.Permission;
import io.eniguard.source.ec2.Reading;
import io.eniguard.source.ec2.VpcReader;
import io.eniguard.source.ec2.Wanted;
import io.eniguard.tree.Tree;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * The questions to AWS, each with its own reply.
 *
 * @param probe the connection to AWS; the reply is a gap if the region or the credentials are missing
 * @param podNodes the instances on which eniguard's pods run, and their security groups
 */
record AwsSide(
        CompletableFuture<Reply<AwsProbe>> probe,
        CompletableFuture<Reply<Identity>> identity,
        CompletableFuture<Reply<List<Permission>>> permissions,
        CompletableFuture<Reply<Reading>> reading,
        CompletableFuture<Reply<PodNodes>> podNodes) {

    /** Instances and security groups as EC2 describes them. */
    record PodNodes(List<Tree> instances, List<Tree> groups) {}

    /**
     * Asks all questions.
     *
     * @param cluster the questions to the API server; the nodes show the region, the VPC and the instances on which the pods run
     * @param limit the time limit of each call
     * @param deadline the time limit for reading the VPC, which needs many calls; for a large VPC, the reading contains the parts that
     *     arrived in time
     */
    static AwsSide ask(
            AwsSettings settings, ClusterSide cluster, Duration limit, Deadline deadline, Questions questions) {
        CompletableFuture<Reply<AwsProbe>> probe =
                questions.ask(() -> Reply.of(AwsProbe.open(settings, () -> regionOfNodes(cluster, limit), limit)));
        return new AwsSide(
                probe,
                questions.after(probe, there -> Reply.of(there.identity())),
                questions.after(probe, there -> Reply.of(there.permissions(questions.threads()))),
                questions.after(
                        probe,
                        there -> read(
                                there.region(),
                                settings,
                                ClusterSide.snapshot(deadline.await(cluster.objects())),
                                deadline)),
                questions.after(probe, there -> podNodes(there, cluster)));
    }

    /** Waits at most for the time limit of one question, so that an API server that does not answer cannot use up all the time. */
    private static Optional<String> regionOfNodes(ClusterSide cluster, Duration limit) {
        return Wanted.by(ClusterSide.snapshot(Deadline.in(limit).await(cluster.objects())))
                .region();
    }

    private static Reply<Reading> read(
            RegionChoice region, AwsSettings settings, ClusterSnapshot cluster, Deadline deadline) {
        Optional<Duration> left = deadline.timeForWork();
        if (left.isEmpty()) {
            return Reply.missing(Gap.late(deadline.limit()));
        }
        AwsSettings there = new AwsSettings(Optional.of(region.id()), settings.vpcId(), settings.clusterName());
        try (VpcReader reader = new VpcReader(there, CallObserver.NOBODY)) {
            return Reply.of(reader.read(Wanted.by(cluster), left.get()));
        }
    }

    private static Reply<PodNodes> podNodes(AwsProbe probe, ClusterSide cluster) throws CallFailedException {
        ClusterSnapshot snapshot = ClusterSide.snapshot(cluster.objects().join());
        Reply<Endpoints> endpoints = cluster.endpoints().join();
        if (endpoints.gap().isPresent()) {
            return Reply.missing(endpoints.gap().get());
        }
        TreeSet<String> ids = new TreeSet<>();
        endpoints.value().stream()
                .flatMap(known -> known.all().stream())
                .flatMap(endpoint -> endpoint.node().flatMap(snapshot::node).stream())
                .map(ClusterNode::instanceId)
                .flatMap(Optional::stream)
                .forEach(ids::add);
        if (ids.isEmpty()) {
            return Reply.missing(Gap.unanswered(
                    "no pod is known to run on an EC2 instance", "start the pods first (see the line \"endpoints\")"));
        }
        List<Tree> instances = probe.instances(ids);
        TreeSet<String> groups = new TreeSet<>();
        instances.forEach(instance -> groups.addAll(WebhookPort.groupIds(instance)));
        return groups.isEmpty()
                ? Reply.missing(Gap.unanswered(
                        "EC2 returned no security groups for %s".formatted(String.join(", ", ids)),
                        "check that --region is the region of these instances"))
                : Reply.of(new PodNodes(instances, probe.securityGroups(groups)));
    }
}
