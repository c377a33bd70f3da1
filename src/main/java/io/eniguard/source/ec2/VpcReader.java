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
import io.eniguard.threads.DaemonThreads;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Resource;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.Vpc;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.vpc.VpcSnapshotBuilder;
import java.time.Clock;
import java.time.Duration;
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
 * Reads the whole VPC, with a few calls at a time. Two threads must not call {@link #read} at once. The first reading loads the SDK, which
 * takes a cold JVM a second or two.
 */
public final class VpcReader implements AutoCloseable {

    /** The name of this source in messages. */
    public static final String SOURCE = "EC2";

    private static final int THREADS = 4;

    /**
     * Many times as long as reading a page of a thousand interfaces. The garbage of a page is then collected so rarely that hardly one
     * review in a hundred meets a collection.
     */
    private static final Duration REST = Duration.ofMillis(400);

    /** Longer than any reading takes within the SDK's own limits. */
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final AwsSettings settings;
    private final AwsAccess access;
    private final CallObserver observer;
    private final Clock clock;
    private final ClusterPlace place;
    private final KnownInstances instances = new KnownInstances();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), DaemonThreads.named("ec2-read"));
    private volatile @Nullable AwsClients clients;
    private Duration rest = Duration.ZERO;

    public VpcReader(AwsSettings settings, CallObserver observer) {
        this(settings, observer, AwsAccess.DEFAULT, Clock.systemUTC());
    }

    /** @param answers receives every answer of AWS */
    public VpcReader(AwsSettings settings, CallObserver observer, AnswerObserver answers) {
        this(settings, observer, AwsAccess.DEFAULT.shownTo(answers), Clock.systemUTC());
    }

    /** Creates a reader that sends its requests through the given client; for measuring. */
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

    /** Reads for as long as AWS takes, at most some minutes. A failure becomes part of the result and is never thrown. */
    public Reading read(Wanted wanted) {
        return read(wanted, FOR_EVER);
    }

    /**
     * The same for a caller who waits: returns the parts that AWS delivers within the limit. Calls that are still running then go on until
     * this reader is closed, so this suits a caller who reads once.
     */
    public Reading read(Wanted wanted, Duration limit) {
        ReadingTask reading = new ReadingTask(
                VpcSnapshot.builder(new VpcSnapshot.Origin(SOURCE, Optional.of(clock.instant()))),
                threads,
                place,
                instances,
                limit);
        try {
            reading.run(calls(wanted, limit), wanted);
            calmDown();
        } catch (CallFailedException e) {
            reading.failed(e, Part.all());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reading.failed(new CallFailedException(FailureKind.ERROR, "the reading was interrupted", e), Part.all());
        }
        return reading.result();
    }

    /** Slows down later readings, since nobody waits for them: parsing answers takes processor time from reviews. */
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
        // Without this, each call would look for credentials by itself, and wait for the metadata service.
        known.requireCredentials();
        // Half of the limit, since finding out which VPC it is comes before all other calls.
        return new VpcCalls(known, CallLimit.each(limit.dividedBy(2)).atMost(AwsClients.CALL), rest);
    }

    /**
     * Looks up subnets and groups by id, in whatever VPC they are. Any thread may call this, also during a reading.
     *
     * @param known the facts so far: groups of other VPCs may be associated with its cluster's VPC, and what it has of a VPC may be older
     *     than a subnet
     * @param limit of all calls together
     */
    public Found find(Set<String> subnetIds, Set<String> groupIds, VpcSnapshot known, Duration limit) {
        VpcSnapshotBuilder members = VpcSnapshot.builder(new VpcSnapshot.Origin(SOURCE, Optional.of(clock.instant())));
        AwsClients opened = clients;
        if (opened == null) {
            return new Found(members.build(), Optional.of("EC2 has not been asked yet"));
        }
        try {
            VpcCalls calls = VpcCalls.within(CallLimit.together(limit), opened);
            List<Subnet> subnets = Scope.each("subnet-id", subnetIds, calls::subnets);
            // A subnet counts only together with the block of its VPC that it lies in.
            add(members, Part.VPCS, Scope.each("vpc-id", olderThan(subnets, known), calls::vpcs));
            add(members, Part.SUBNETS, subnets);
            List<SecurityGroup> groups = Scope.each("group-id", groupIds, calls::securityGroups);
            Map<Boolean, List<SecurityGroup>> areForeign = groups.stream()
                    .collect(Collectors.partitioningBy(group -> !group.vpcId().equals(known.clusterVpcId())));
            add(members, Part.SECURITY_GROUPS, areForeign.getOrDefault(false, List.of()));
            // The known associations are older than a group that was created and associated a moment ago.
            List<SecurityGroup.VpcAssociation> associations =
                    associations(areForeign.getOrDefault(true, List.of()), calls);
            if (!associations.isEmpty()) {
                members.with(Part.GROUP_ASSOCIATIONS, associations);
            }
            add(members, Part.SECURITY_GROUPS, groups);
            return new Found(members.build(), Optional.empty());
        } catch (CallFailedException e) {
            return new Found(members.build(), Optional.of(e.reason()));
        }
    }

    private static <T extends Resource> void add(VpcSnapshotBuilder members, Part<Map<String, T>> part, List<T> found) {
        if (!found.isEmpty()) {
            members.with(part, found);
        }
    }

    private static List<SecurityGroup.VpcAssociation> associations(List<SecurityGroup> groups, VpcCalls calls)
            throws CallFailedException {
        return Scope.each("group-id", groups.stream().map(SecurityGroup::id).toList(), calls::groupAssociations);
    }

    /** The VPCs that were read before they got the block of a subnet. */
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
