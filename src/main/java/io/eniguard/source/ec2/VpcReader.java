package io.eniguard.source.ec2;

import io.eniguard.aws.AnswerObserver;
import io.eniguard.aws.AwsAccess;
import io.eniguard.aws.AwsClients;
import io.eniguard.aws.AwsSettings;
import io.eniguard.aws.CallFailedException;
import io.eniguard.aws.CallLimit;
import io.eniguard.aws.CallObserver;
import io.eniguard.aws.FailureKind;
import io.eniguard.aws.RegionChoice;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.Vpc;
import io.eniguard.vpc.VpcSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Reads the whole VPC, a few calls at a time. {@link #read} is not to be asked by two threads at once. The first reading loads the SDK, which takes a
 * cold JVM a second or two.
 */
public final class VpcReader implements AutoCloseable {

    /** How messages name where such facts come from. */
    public static final String SOURCE = "EC2";

    private static final int THREADS = 4;

    /**
     * Many times what reading a page of a thousand interfaces takes: what that leaves to collect then comes so rarely that hardly one
     * review in a hundred meets it.
     */
    private static final Duration REST = Duration.ofMillis(400);

    /** Longer than the SDK's own limits let a reading take. */
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final AwsSettings settings;
    private final AwsAccess access;
    private final CallObserver observer;
    private final Clock clock;
    private final ClusterPlace place;
    private final KnownInstances instances = new KnownInstances();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                Thread thread = new Thread(work, "ec2-read");
                thread.setDaemon(true);
                return thread;
            });
    private volatile @Nullable AwsClients clients;
    private Duration rest = Duration.ZERO;

    public VpcReader(AwsSettings settings, CallObserver observer) {
        this(settings, observer, AwsAccess.DEFAULT, Clock.systemUTC());
    }

    /** @param answers is shown all that AWS answers */
    public VpcReader(AwsSettings settings, CallObserver observer, AnswerObserver answers) {
        this(settings, observer, AwsAccess.DEFAULT.shownTo(answers), Clock.systemUTC());
    }

    /** One that sends its requests through something else than connections of its own, for measuring. */
    public static VpcReader through(SdkHttpClient http, AwsSettings settings, CallObserver observer) {
        return new VpcReader(settings, observer, AwsAccess.through(http), Clock.systemUTC());
    }

    VpcReader(AwsSettings settings, CallObserver observer, AwsAccess access, Clock clock) {
        this.settings = settings;
        this.observer = observer;
        this.access = access;
        this.clock = clock;
        this.place = new ClusterPlace(settings);
    }

    /** Takes as long as AWS does, at most some minutes. What cannot be read is told, never thrown. */
    public Reading read(Wanted wanted) {
        return read(wanted, FOR_EVER);
    }

    /**
     * The same for somebody who waits: brings what AWS tells within the limit. What is still under way then goes on until this reader is
     * closed, so it is for one who reads once.
     */
    public Reading read(Wanted wanted, Duration limit) {
        OneReading reading = new OneReading(
                VpcSnapshot.builder(new VpcSnapshot.Origin(SOURCE, Optional.of(clock.instant()))),
                threads,
                place,
                instances,
                limit);
        try {
            reading.all(calls(wanted, limit), wanted);
            calmDown();
        } catch (CallFailedException e) {
            reading.failed(e, Part.values());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reading.failed(new CallFailedException(FailureKind.ERROR, "the reading was broken off", e), Part.values());
        }
        return reading.result();
    }

    /** Only the first reading is waited for. Later ones leave the processor to reviews: to parse answers is work. */
    private void calmDown() {
        threads.setCorePoolSize(1);
        threads.setMaximumPoolSize(1);
        rest = REST;
    }

    private VpcCalls calls(Wanted wanted, Duration limit) throws CallFailedException {
        AwsClients known = clients;
        if (known == null) {
            known = new AwsClients(RegionChoice.of(settings, wanted::region).id(), access, observer);
            clients = known;
        }
        // Otherwise each call would find out for itself, and wait for the metadata service.
        known.requireCredentials();
        // Half of the limit, since finding out which VPC it is comes before all other calls.
        return new VpcCalls(known, CallLimit.each(limit.dividedBy(2)).atMost(AwsClients.CALL), rest);
    }

    /**
     * Looks for subnets and groups by id, in whatever VPC they are. May be asked by any thread, also while a reading goes on.
     *
     * @param before groups of other VPCs than its cluster's may be lent to that; what it has of a VPC may be older than a subnet
     * @param limit for each kind
     */
    public Found find(Set<String> subnetIds, Set<String> groupIds, VpcSnapshot before, Duration limit) {
        AwsClients known = clients;
        if (known == null) {
            return new Found(List.of(), List.of(), List.of(), List.of(), Optional.of("EC2 has not been asked yet"));
        }
        List<Subnet> subnets = new ArrayList<>();
        List<Vpc> vpcs = new ArrayList<>();
        List<SecurityGroup> groups = new ArrayList<>();
        List<SecurityGroup.VpcAssociation> associations = new ArrayList<>();
        try {
            VpcCalls calls = VpcCalls.within(CallLimit.together(limit), known);
            List<Subnet> found = Scope.each("subnet-id", subnetIds, calls::subnets);
            vpcs.addAll(Scope.each("vpc-id", olderThan(found, before), calls::vpcs));
            subnets.addAll(found);
            Map<Boolean, List<SecurityGroup>> areForeign =
                    Scope.each("group-id", groupIds, calls::securityGroups).stream()
                            .collect(Collectors.partitioningBy(
                                    group -> !group.vpcId().equals(before.clusterVpcId())));
            groups.addAll(areForeign.getOrDefault(false, List.of()));
            List<SecurityGroup> foreign = areForeign.getOrDefault(true, List.of());
            // Those at hand are older than a group that was made and lent just now.
            associations.addAll(Scope.each(
                    "group-id", foreign.stream().map(SecurityGroup::id).toList(), calls::groupAssociations));
            groups.addAll(foreign);
            return new Found(subnets, vpcs, groups, associations, Optional.empty());
        } catch (CallFailedException e) {
            return new Found(subnets, vpcs, groups, associations, Optional.of(e.reason()));
        }
    }

    /** VPCs that were read before they got the block that a subnet was made in. */
    private static Set<String> olderThan(List<Subnet> subnets, VpcSnapshot before) {
        return subnets.stream()
                .flatMap(subnet -> subnet
                        .vpcId()
                        .flatMap(id -> before.vpcs().map(all -> all.get(id)))
                        .filter(vpc -> subnet.cidr()
                                .flatMap(vpc::associationOf)
                                .filter(Vpc.CidrAssociation::isAssociated)
                                .isEmpty())
                        .map(Vpc::id)
                        .stream())
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        threads.shutdownNow();
        AwsClients known = clients;
        if (known != null) {
            known.close();
        }
    }
}
