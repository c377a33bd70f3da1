package io.eniguard.source.ec2;

import io.eniguard.aws.CallFailedException;
import io.eniguard.aws.FailureKind;
import io.eniguard.vpc.AddressUse;
import io.eniguard.vpc.CidrReservation;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Resource;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.VpcSnapshotBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;

/** One reading of the VPC while it runs: it makes several calls at a time and collects their answers. */
final class ReadingTask {

    private final VpcSnapshotBuilder builder;
    private final ExecutorService threads;
    private final ClusterPlace place;
    private final KnownInstances instances;
    private final long end;
    private final Map<Part<?>, Reading.Failure> failures = new HashMap<>();

    /**
     * @param threads make the calls
     * @param limit how long to wait for the calls
     */
    ReadingTask(
            VpcSnapshotBuilder builder,
            ExecutorService threads,
            ClusterPlace place,
            KnownInstances instances,
            Duration limit) {
        this.builder = builder;
        this.threads = threads;
        this.place = place;
        this.instances = instances;
        this.end = System.nanoTime() + limit.toNanos();
    }

    void run(VpcCalls calls, Wanted wanted) throws InterruptedException {
        ClusterPlace.Location location = place.find(calls.named(), wanted);
        location.vpcId().ifPresent(builder::clusterVpcId);
        location.cluster().ifPresent(described -> builder.with(Part.CLUSTER, described));
        location.failure().ifPresent(failure -> failed(failure, List.of(Part.CLUSTER)));
        Scope scope = Scope.of(location.vpcId());
        var vpcs = start(() -> calls.vpcs(scope));
        var subnets =
                start(() -> with(calls.subnets(scope), Subnet::id, wanted.subnetIds(), "subnet-id", calls::subnets));
        var groups = start(() -> with(
                calls.securityGroups(scope), SecurityGroup::id, wanted.groupIds(), "group-id", calls::securityGroups));
        var associations = start(() -> calls.groupAssociations(scope));
        var zones = start(calls::zones);
        var tables = start(() -> calls.routeTables(scope));
        var nodes = start(() -> instances.instances(calls.named(), wanted.instanceIds()));
        Optional<List<Subnet>> known = await(Part.SUBNETS, subnets);
        Optional<Use> use = known.map(all -> startUse(calls, location.vpcId(), all, wanted));
        Set<String> typeNames = new TreeSet<>(wanted.instanceTypes());
        // Nobody states that the instances and their types are complete, so an empty answer is no answer.
        await(Part.INSTANCES, nodes).filter(all -> !all.isEmpty()).ifPresent(all -> {
            all.forEach(instance -> instance.type().ifPresent(typeNames::add));
            builder.with(Part.INSTANCES, all);
        });
        var types = start(() -> instances.types(calls.named(), typeNames));
        await(Part.INSTANCE_TYPES, types)
                .filter(all -> !all.isEmpty())
                .ifPresent(all -> builder.with(Part.INSTANCE_TYPES, all));
        takeById(Part.VPCS, vpcs);
        takeById(Part.ROUTE_TABLES, tables);
        takeById(Part.SECURITY_GROUPS, groups);
        take(Part.GROUP_ASSOCIATIONS, associations);
        take(Part.ZONES, zones);
        known.ifPresent(all -> builder.with(Part.SUBNETS, all));
        // The slowest calls come last, so that a limit cuts off nothing else.
        if (use.isPresent()) {
            await(Part.RESERVATIONS, use.get().reservations())
                    .flatMap(all -> all)
                    .ifPresent(all -> builder.with(Part.RESERVATIONS, all));
            take(Part.INTERFACES, use.get().interfaces());
        } else {
            skip(List.of(Part.RESERVATIONS, Part.INTERFACES), Part.SUBNETS);
        }
    }

    /** The calls about the use of subnets. */
    private record Use(Future<Optional<List<CidrReservation>>> reservations, Future<AddressUse> interfaces) {}

    private Use startUse(VpcCalls calls, Optional<String> vpcId, List<Subnet> known, Wanted wanted) {
        List<Subnet> named = known.stream()
                .filter(subnet -> wanted.subnetIds().contains(subnet.id()))
                .toList();
        return new Use(
                start(() -> reservations(calls, known, wanted)), start(() -> addressUse(calls, vpcId, known, named)));
    }

    private <T> Future<T> start(Callable<T> call) {
        return threads.submit(call);
    }

    private <T> void take(Part<T> part, Future<T> answer) throws InterruptedException {
        await(part, answer).ifPresent(value -> builder.with(part, value));
    }

    private <T extends Resource> void takeById(Part<Map<String, T>> part, Future<List<T>> answer)
            throws InterruptedException {
        await(part, answer).ifPresent(all -> builder.with(part, all));
    }

    /** Waits for an answer; empty when the call failed, which is then noted for the part. */
    private <T> Optional<T> await(Part<?> part, Future<T> answer) throws InterruptedException {
        try {
            return Optional.of(answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            failed(
                    new CallFailedException(
                            FailureKind.TIMEOUT, "not all %s were read in time".formatted(part.words()), e),
                    List.of(part));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CallFailedException failure) {
                failed(failure, List.of(part));
            } else {
                throw new IllegalStateException(e.getCause());
            }
        }
        return Optional.empty();
    }

    void failed(CallFailedException failure, List<Part<?>> parts) {
        Reading.Failure why = new Reading.Failure(failure.kind(), failure.reason());
        parts.forEach(part -> failed(part, why));
    }

    private void failed(Part<?> part, Reading.Failure why) {
        failures.put(part, why);
        builder.trouble(part, why.reason());
    }

    /** Notes that calls were skipped because the call for another part failed. */
    private void skip(List<Part<?>> parts, Part<?> failed) {
        Reading.Failure why = Objects.requireNonNull(failures.get(failed));
        parts.forEach(part -> failed(part, why));
    }

    Reading result() {
        return new Reading(builder.build(), failures);
    }

    /** Reads the reservations of existing subnets, with one call for each subnet. Empty when they are not wanted. */
    private static Optional<List<CidrReservation>> reservations(VpcCalls calls, List<Subnet> known, Wanted wanted)
            throws CallFailedException {
        if (wanted.reservations() == Wanted.Reservations.NONE) {
            return Optional.empty();
        }
        List<CidrReservation> all = new ArrayList<>();
        for (Subnet subnet : known) {
            if (wanted.wantsReservationsOf(subnet.id())) {
                all.addAll(calls.reservations(subnet.id()));
            }
        }
        return Optional.of(all);
    }

    /** Reads the whole VPC: a node may still have interfaces in a subnet that no ENIConfig names any more. */
    private static AddressUse addressUse(VpcCalls calls, Optional<String> vpcId, List<Subnet> known, List<Subnet> named)
            throws CallFailedException {
        List<Subnet> ofVpc = known.stream()
                .filter(subnet -> vpcId.isPresent() && vpcId.equals(subnet.vpcId()))
                .toList();
        List<String> elsewhere = named.stream()
                .filter(subnet -> !ofVpc.contains(subnet))
                .map(Subnet::id)
                .toList();
        List<Scope> scopes = new ArrayList<>(Scope.ids("subnet-id", elsewhere));
        if (vpcId.isPresent()) {
            scopes.add(Scope.of(vpcId));
        }
        AddressUse.Builder use = AddressUse.builder()
                .onlyOf(Stream.concat(ofVpc.stream().map(Subnet::id), elsewhere.stream())
                        .toList());
        calls.addressUse(scopes, use);
        return use.build();
    }

    /** The members of the VPC, and the members of other VPCs that ENIConfigs name. */
    private static <T> List<T> with(
            List<T> ofVpc, Function<T, String> id, Set<String> named, String filter, Scope.Call<T> call)
            throws CallFailedException {
        Set<String> lacking = new HashSet<>(named);
        ofVpc.forEach(known -> lacking.remove(id.apply(known)));
        List<T> all = new ArrayList<>(ofVpc);
        all.addAll(Scope.each(filter, lacking, call));
        return all;
    }
}
