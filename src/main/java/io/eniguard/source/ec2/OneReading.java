package io.eniguard.source.ec2;

import io.eniguard.aws.CallFailedException;
import io.eniguard.aws.FailureKind;
import io.eniguard.vpc.AddressUse;
import io.eniguard.vpc.CidrReservation;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.VpcSnapshotBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a reading of the VPC brings, while it is put together: several calls at a time, by the threads that it is given. */
final class OneReading {

    private final VpcSnapshotBuilder builder;
    private final ExecutorService threads;
    private final ClusterPlace place;
    private final KnownInstances instances;
    private final long end;
    private final Map<Part, Reading.Failure> failures = new EnumMap<>(Part.class);

    /**
     * @param threads make the calls
     * @param limit how long to wait for them
     */
    OneReading(
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

    void all(VpcCalls calls, Wanted wanted) throws InterruptedException {
        ClusterPlace.Location found = place.find(calls.named(), wanted);
        found.vpcId().ifPresent(builder::clusterVpcId);
        found.cluster().ifPresent(builder::cluster);
        found.failure().ifPresent(failure -> failed(failure, Part.CLUSTER));
        Scope scope = Scope.of(found.vpcId());
        var vpcs = start(() -> calls.vpcs(scope));
        var subnets =
                start(() -> with(calls.subnets(scope), Subnet::id, wanted.subnetIds(), "subnet-id", calls::subnets));
        var groups = start(() -> with(
                calls.securityGroups(scope), SecurityGroup::id, wanted.groupIds(), "group-id", calls::securityGroups));
        var associations = start(() -> calls.groupAssociations(scope));
        var zones = start(calls::zones);
        var tables = start(() -> calls.routeTables(scope));
        var nodes = start(() -> instances.instances(calls.named(), wanted.instanceIds()));
        List<Subnet> known = new ArrayList<>();
        take(Part.SUBNETS, subnets, known::addAll);
        Optional<Use> use = failures.containsKey(Part.SUBNETS)
                ? Optional.empty()
                : Optional.of(startUse(calls, found.vpcId(), known, wanted));
        Set<String> typeNames = new TreeSet<>(wanted.instanceTypes());
        take(Part.INSTANCES, nodes, all -> {
            all.forEach(instance -> instance.type().ifPresent(typeNames::add));
            knownIfAny(all, builder::instances);
        });
        var types = start(() -> instances.types(calls.named(), typeNames));
        take(Part.INSTANCE_TYPES, types, all -> knownIfAny(all, builder::instanceTypes));
        take(Part.VPCS, vpcs, builder::vpcs);
        take(Part.ROUTE_TABLES, tables, builder::routeTables);
        take(Part.SECURITY_GROUPS, groups, builder::securityGroups);
        take(Part.GROUP_ASSOCIATIONS, associations, builder::groupAssociations);
        take(Part.ZONES, zones, builder::zones);
        // What takes longest comes last, so that a limit costs nothing else.
        if (use.isPresent()) {
            builder.subnets(known);
            take(Part.RESERVATIONS, use.get().reservations(), all -> all.ifPresent(builder::reservations));
            take(Part.INTERFACES, use.get().interfaces(), builder::addressUse);
        } else {
            failedLike(Part.SUBNETS, Part.RESERVATIONS, Part.INTERFACES);
        }
    }

    /** How subnets are used. */
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

    private <T> void take(Part part, Future<T> future, Consumer<T> into) throws InterruptedException {
        try {
            into.accept(future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            failed(
                    new CallFailedException(
                            FailureKind.TIMEOUT, "not all %s were told in time".formatted(part.words()), e),
                    part);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CallFailedException failure) {
                failed(failure, part);
            } else {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** Of these parts nobody says that they are complete, so that none is the same as nothing asked. */
    private <T> void knownIfAny(Collection<T> some, Consumer<Collection<T>> into) {
        if (!some.isEmpty()) {
            into.accept(some);
        }
    }

    void failed(CallFailedException failure, Part... parts) {
        for (Part part : parts) {
            failures.put(part, new Reading.Failure(failure.kind(), failure.reason()));
            builder.trouble(part, failure.reason());
        }
    }

    /** For want of the first one, the others were not asked for. */
    private void failedLike(Part failed, Part... others) {
        Reading.Failure why = Objects.requireNonNull(failures.get(failed));
        for (Part part : others) {
            failures.put(part, why);
            builder.trouble(part, why.reason());
        }
    }

    Reading result() {
        return new Reading(builder.build(), failures);
    }

    /** Told one subnet at a time, and of those alone that exist. Empty where nobody wants them. */
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

    /** Of the whole VPC: a node may still have interfaces in a subnet that no ENIConfig names any more. */
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

    /** Those of the VPC, and those of other VPCs that ENIConfigs name. */
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
