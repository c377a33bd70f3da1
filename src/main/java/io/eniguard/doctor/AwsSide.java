package io.eniguard.doctor;

import io.eniguard.aws.AwsSettings;
import io.eniguard.aws.CallObserver;
import io.eniguard.aws.RegionChoice;
import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.doctor.Endpoints.Endpoint;
import io.eniguard.source.ec2.AwsProbe;
import io.eniguard.source.ec2.AwsProbe.Identity;
import io.eniguard.source.ec2.Permission;
import io.eniguard.source.ec2.Reading;
import io.eniguard.source.ec2.VpcReader;
import io.eniguard.source.ec2.Wanted;
import io.eniguard.tree.Tree;
import io.eniguard.world.Fact;
import io.eniguard.world.Fact.Missing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * What AWS is asked, each part as soon as it is there.
 *
 * @param probe unknown without a region or credentials
 * @param podNodes the instances that eniguard's pods run on, and their security groups
 */
record AwsSide(
        CompletableFuture<Fact<AwsProbe>> probe,
        CompletableFuture<Fact<Identity>> identity,
        CompletableFuture<Fact<List<Permission>>> permissions,
        CompletableFuture<Fact<Reading>> reading,
        CompletableFuture<Fact<PodNodes>> podNodes) {

    /** Both as EC2 tells them. */
    record PodNodes(List<Tree> instances, List<Tree> groups) {}

    /**
     * @param cluster tells which VPC, and where the pods run; AWS is not asked about that before it has answered
     * @param limit for each call
     * @param deadline for what many calls bring: of a large VPC what has come by then
     */
    static AwsSide ask(AwsSettings settings, ClusterSide cluster, Duration limit, Deadline deadline, Executor threads) {
        CompletableFuture<Fact<AwsProbe>> probe = CompletableFuture.supplyAsync(
                () -> AwsProbe.open(settings, () -> regionOfNodes(cluster), limit), threads);
        CompletableFuture<Fact<Reading>> reading = probe.thenCombineAsync(
                cluster.objects(),
                (known, objects) -> known.map(
                        there -> read(there.region(), settings, ClusterSide.snapshot(objects), deadline.almost())),
                threads);
        CompletableFuture<Fact<PodNodes>> podNodes = probe.thenCombineAsync(
                cluster.objects().thenCombine(cluster.installation(), AwsSide::podInstances),
                (known, instances) -> known.flatMap(there -> instances.flatMap(ids -> podNodes(there, ids))),
                threads);
        return new AwsSide(
                probe,
                probe.thenApplyAsync(known -> known.flatMap(AwsProbe::identity), threads),
                probe.thenApplyAsync(known -> known.map(there -> there.permissions(threads)), threads),
                reading,
                podNodes);
    }

    private static Optional<String> regionOfNodes(ClusterSide cluster) {
        return Wanted.by(ClusterSide.snapshot(cluster.objects().join())).region();
    }

    private static Reading read(RegionChoice region, AwsSettings settings, ClusterSnapshot cluster, Duration limit) {
        AwsSettings there = new AwsSettings(Optional.of(region.id()), settings.vpcId(), settings.clusterName());
        try (VpcReader reader = new VpcReader(there, CallObserver.NOBODY)) {
            return reader.read(Wanted.by(cluster), limit);
        }
    }

    private static Fact<TreeSet<String>> podInstances(
            Fact<List<Tree>> objects, Fact<InstallationReading> installation) {
        ClusterSnapshot cluster = ClusterSide.snapshot(objects);
        return objects.flatMap(there -> installation)
                .flatMap(InstallationReading::endpoints)
                .flatMap(endpoints -> {
                    TreeSet<String> ids = new TreeSet<>();
                    endpoints.all().stream()
                            .flatMap(endpoint -> nodeOf(endpoint, cluster).stream())
                            .flatMap(node -> node.instanceId().stream())
                            .forEach(ids::add);
                    return ids.isEmpty()
                            ? Fact.unknown(Missing.OTHER, "no pod is known to run on an EC2 instance")
                            : Fact.known(ids);
                });
    }

    private static Optional<ClusterNode> nodeOf(Endpoint endpoint, ClusterSnapshot cluster) {
        return endpoint.node().flatMap(cluster::node);
    }

    private static Fact<PodNodes> podNodes(AwsProbe probe, TreeSet<String> ids) {
        return probe.instances(ids).flatMap(instances -> {
            TreeSet<String> groups = new TreeSet<>();
            instances.forEach(instance -> groups.addAll(WebhookPort.groupIds(instance)));
            return groups.isEmpty()
                    ? Fact.unknown(Missing.OTHER, "EC2 tells no security groups of the pods' nodes")
                    : probe.securityGroups(groups).map(told -> new PodNodes(instances, told));
        });
    }
}
