package io.eniguard.source.ec2;

import io.eniguard.source.ec2.VpcCalls.Scope;
import io.eniguard.vpc.CidrReservation;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.vpc.VpcSnapshotBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Reads the whole VPC, a few calls at a time. {@link #read} is not to be asked by two threads at once. The first reading loads the SDK, which takes a
 * cold JVM a second or two.
 */
public final class VpcReader implements AutoCloseable {

    /** How messages name where such facts come from. */
    public static final String SOURCE = "EC2";

    private static final int THREADS = 4;

    /** All that some rule reads. */
    private static final Part[] ASKED = EnumSet.complementOf(EnumSet.of(Part.INSTANCES, Part.INSTANCE_TYPES))
            .toArray(Part[]::new);

    private final Ec2Settings settings;
    private final AwsAccess access;
    private final CallObserver observer;
    private final Clock clock;
    private final ClusterPlace place;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "ec2-read");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable AwsClients clients;

    public VpcReader(Ec2Settings settings, CallObserver observer) {
        this(settings, observer, AwsAccess.DEFAULT, Clock.systemUTC());
    }

    /** @param answers is shown all that AWS answers */
    public VpcReader(Ec2Settings settings, CallObserver observer, AnswerObserver answers) {
        this(settings, observer, AwsAccess.DEFAULT.shownTo(answers), Clock.systemUTC());
    }

    VpcReader(Ec2Settings settings, CallObserver observer, AwsAccess access, Clock clock) {
        this.settings = settings;
        this.observer = observer;
        this.access = access;
        this.clock = clock;
        this.place = new ClusterPlace(settings);
    }

    /** Takes as long as AWS does, at most some minutes. What cannot be read is told, never thrown. */
    public Reading read(Wanted wanted) {
        OneReading reading =
                new OneReading(VpcSnapshot.builder(new VpcSnapshot.Origin(SOURCE, Optional.of(clock.instant()))));
        try {
            reading.all(calls(wanted), wanted);
        } catch (CallFailedException e) {
            reading.failed(e, ASKED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reading.failed(new CallFailedException(FailureKind.ERROR, "the reading was broken off", e), ASKED);
        }
        return reading.result();
    }

    private VpcCalls calls(Wanted wanted) throws CallFailedException {
        AwsClients known = clients;
        if (known == null) {
            known = new AwsClients(RegionChoice.of(settings, wanted::region).id(), access, observer);
            clients = known;
        }
        try {
            // Else each call would find out for itself, and wait for the metadata service.
            known.requireCredentials();
        } catch (SdkException e) {
            throw Failures.credentials(e);
        }
        return new VpcCalls(known);
    }

    /**
     * Looks for subnets and groups by id, in whatever VPC they are. May be asked by any thread, also while a reading goes on.
     *
     * @param limit for each kind
     */
    public Found find(Set<String> subnetIds, Set<String> groupIds, Duration limit) {
        AwsClients known = clients;
        if (known == null) {
            return new Found(List.of(), List.of(), Optional.of("EC2 has not been asked yet"));
        }
        List<Subnet> subnets = new ArrayList<>();
        List<SecurityGroup> groups = new ArrayList<>();
        try {
            VpcCalls calls = VpcCalls.within(limit, known);
            for (Scope scope : Scope.ids("subnet-id", subnetIds)) {
                subnets.addAll(calls.subnets(scope));
            }
            for (Scope scope : Scope.ids("group-id", groupIds)) {
                groups.addAll(calls.securityGroups(scope));
            }
            return new Found(subnets, groups, Optional.empty());
        } catch (CallFailedException e) {
            return new Found(subnets, groups, Optional.of(e.reason()));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        AwsClients known = clients;
        if (known != null) {
            known.close();
        }
    }

    /** What is being put together. */
    private final class OneReading {
        private final VpcSnapshotBuilder builder;
        private final Map<Part, Reading.Failure> failures = new EnumMap<>(Part.class);

        OneReading(VpcSnapshotBuilder builder) {
            this.builder = builder;
        }

        void all(VpcCalls calls, Wanted wanted) throws InterruptedException {
            ClusterPlace.Found found = place.find(calls, wanted);
            found.vpcId().ifPresent(builder::clusterVpcId);
            found.cluster().ifPresent(builder::cluster);
            found.failure().ifPresent(failure -> failed(failure, Part.CLUSTER));
            Scope scope = Scope.of(found.vpcId());
            var vpcs = start(() -> calls.vpcs(scope));
            var subnets = start(
                    () -> with(calls.subnets(scope), Subnet::id, wanted.subnetIds(), "subnet-id", calls::subnets));
            var groups = start(() -> with(
                    calls.securityGroups(scope),
                    SecurityGroup::id,
                    wanted.groupIds(),
                    "group-id",
                    calls::securityGroups));
            var associations = start(() -> calls.groupAssociations(scope));
            var zones = start(calls::zones);
            var tables = start(() -> calls.routeTables(scope));
            List<String> podSubnets = new ArrayList<>();
            take(Part.SUBNETS, subnets, known -> {
                builder.subnets(known);
                known.stream()
                        .map(Subnet::id)
                        .filter(wanted.subnetIds()::contains)
                        .forEach(podSubnets::add);
            });
            if (failures.containsKey(Part.SUBNETS)) {
                failedLike(Part.SUBNETS, Part.RESERVATIONS, Part.INTERFACES);
            } else {
                // Reservations are told one subnet at a time, and of those alone that exist.
                var reservations = start(() -> reservations(calls, podSubnets));
                var interfaces = start(() -> calls.addressUse(podSubnets));
                take(Part.RESERVATIONS, reservations, builder::reservations);
                take(Part.INTERFACES, interfaces, builder::addressUse);
            }
            take(Part.VPCS, vpcs, builder::vpcs);
            take(Part.ROUTE_TABLES, tables, builder::routeTables);
            take(Part.SECURITY_GROUPS, groups, builder::securityGroups);
            take(Part.GROUP_ASSOCIATIONS, associations, builder::groupAssociations);
            take(Part.ZONES, zones, builder::zones);
        }

        private <T> Future<T> start(Callable<T> call) {
            return threads.submit(call);
        }

        private <T> void take(Part part, Future<T> future, Consumer<T> into) throws InterruptedException {
            try {
                into.accept(future.get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof CallFailedException failure) {
                    failed(failure, part);
                } else {
                    throw new IllegalStateException(e.getCause());
                }
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
    }

    private static List<CidrReservation> reservations(VpcCalls calls, List<String> subnets) throws CallFailedException {
        List<CidrReservation> all = new ArrayList<>();
        for (String subnet : subnets) {
            all.addAll(calls.reservations(subnet));
        }
        return all;
    }

    /** A call of {@link VpcCalls}. */
    private interface Call<T> {
        List<T> of(Scope scope) throws CallFailedException;
    }

    /** Those of the VPC, and those of other VPCs that ENIConfigs name. */
    private static <T> List<T> with(
            List<T> ofVpc, Function<T, String> id, Set<String> named, String filter, Call<T> call)
            throws CallFailedException {
        Set<String> lacking = new HashSet<>(named);
        ofVpc.forEach(known -> lacking.remove(id.apply(known)));
        List<T> all = new ArrayList<>(ofVpc);
        for (Scope scope : Scope.ids(filter, lacking)) {
            all.addAll(call.of(scope));
        }
        return all;
    }
}
