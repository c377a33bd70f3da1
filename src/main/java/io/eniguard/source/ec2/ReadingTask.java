package io.eniguard.source.ec2;

import io.eniguard.aws.CallFailedException;
import io.eniguard.vpc.Instance;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.VpcSnapshotBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * The calls of one reading of the VPC, several at a time.
 *
 * @param builder receives the facts
 * @param answers waits for the answers to the calls
 */
record ReadingTask(VpcSnapshotBuilder builder, ReadingAnswers answers, ClusterPlace place, KnownInstances instances) {

    void run(VpcCalls calls, Wanted wanted) throws InterruptedException {
        ClusterPlace.Location location = place.find(calls.named(), wanted);
        location.vpcId().ifPresent(builder::clusterVpcId);
        location.cluster().ifPresent(described -> builder.with(Part.CLUSTER, described));
        location.failure().ifPresent(failure -> answers.failed(failure.failure(), List.of(Part.CLUSTER)));
        Scope scope = Scope.of(location.vpcId());
        var vpcs = answers.start(() -> calls.vpcs(scope));
        var subnets = answers.start(
                () -> with(calls.subnets(scope), Subnet::id, wanted.subnetIds(), "subnet-id", calls::subnets));
        var groups = answers.start(() -> with(
                calls.streamed().securityGroups(scope),
                SecurityGroup::id,
                wanted.groupIds(),
                "group-id",
                calls.streamed()::securityGroups));
        var associations = answers.start(() -> calls.groupAssociations(scope));
        var zones = answers.start(calls::zones);
        var tables = answers.start(() -> calls.routeTables(scope));
        var gateways = answers.start(() -> calls.natGateways(scope));
        var peerings = answers.start(() -> Scope.each(Scope.ofPeerings(location.vpcId()), calls::vpcPeerings));
        var nodes = answers.start(() -> instances.instances(calls.named(), wanted.instanceIds()));
        Optional<List<Subnet>> known = answers.await(Part.SUBNETS, subnets);
        Optional<SubnetUse> use = known.map(all -> new SubnetUse(calls, location.vpcId(), all, wanted));
        var reservations = use.map(of -> answers.start(of::reservations));
        var addresses = use.map(of -> answers.start(of::addresses));
        takeInstances(nodes, calls, wanted);
        answers.takeById(Part.VPCS, vpcs);
        answers.takeById(Part.ROUTE_TABLES, tables);
        answers.takeById(Part.NAT_GATEWAYS, gateways);
        answers.takeById(Part.VPC_PEERINGS, peerings);
        answers.takeById(Part.SECURITY_GROUPS, groups);
        answers.take(Part.GROUP_ASSOCIATIONS, associations);
        answers.take(Part.ZONES, zones);
        known.ifPresent(all -> builder.with(Part.SUBNETS, all));
        // The slowest calls are awaited last, so that all other answers are used even if the time limit ends.
        if (reservations.isPresent() && addresses.isPresent()) {
            answers.await(Part.RESERVATIONS, reservations.get())
                    .flatMap(wantedOnes -> wantedOnes)
                    .ifPresent(all -> builder.with(Part.RESERVATIONS, all));
            answers.take(Part.INTERFACES, addresses.get());
        } else {
            answers.skipped(List.of(Part.RESERVATIONS, Part.INTERFACES), Part.SUBNETS);
        }
    }

    /**
     * Sets the instances, and then the instance types. The lists cover only what the cluster's nodes and NodePools need, so an empty list
     * does not mean that the VPC has no instances. A part whose list is empty therefore stays unknown.
     */
    private void takeInstances(Future<List<Instance>> nodes, VpcCalls calls, Wanted wanted)
            throws InterruptedException {
        Set<String> typeNames = new TreeSet<>(wanted.instanceTypes());
        answers.await(Part.INSTANCES, nodes).filter(all -> !all.isEmpty()).ifPresent(all -> {
            all.forEach(instance -> instance.type().ifPresent(typeNames::add));
            builder.with(Part.INSTANCES, all);
        });
        var types = answers.start(() -> instances.types(calls.named(), typeNames));
        answers.await(Part.INSTANCE_TYPES, types)
                .filter(all -> !all.isEmpty())
                .ifPresent(all -> builder.with(Part.INSTANCE_TYPES, all));
    }

    /** Returns the members of the VPC, and the members that ENIConfigs name, even if these are in another VPC. */
    private static <T> List<T> with(
            List<T> ofVpc, Function<T, String> id, Set<String> named, String filter, Scope.Call<T> call)
            throws CallFailedException {
        Set<String> missing = new HashSet<>(named);
        ofVpc.forEach(known -> missing.remove(id.apply(known)));
        List<T> all = new ArrayList<>(ofVpc);
        all.addAll(Scope.each(filter, missing, call));
        return all;
    }
}
