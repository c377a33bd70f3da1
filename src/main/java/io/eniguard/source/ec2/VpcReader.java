package io.eniguard.source.ec2;

import io.eniguard.aws.AnswerObserver;
import io.eniguard.aws.AwsAccess;
import io.eniguard.aws.AwsClients;
import io.eniguard.aws.AwsSettings;
import io.eniguard.aws.CallFailedException;
import io.eniguard.aws.CallFailure;
import io.eniguard.aws.CallLimit;
import io.eniguard.aws.CallObserver;
import io.eniguard.aws.FailureKind;
import io.eniguard.aws.RegionChoice;
import io.eniguard.threads.DaemonThreads;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.vpc.VpcSnapshotBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Reads the whole VPC, with a few calls at a time, and looks up single subnets and security groups. The first reading loads the SDK, which
 * takes a second or two in a newly started JVM.
 */
public final class VpcReader implements AutoCloseable {

    /** The name of this source in messages. */
    public static final String SOURCE = "EC2";

    private static final int THREADS = 4;

    /**
     * The pause after each page of a thousand network interfaces. Reading a page takes only a fraction of this time. With the pause, few
     * reviews are delayed by garbage collections that readings cause.
     */
    private static final Duration REST = Duration.ofMillis(400);

    /** A time that is longer than any reading, because each call has its own limit. */
    private static final Duration UNLIMITED = Duration.ofDays(1);

    private final AwsSettings settings;
    private final AwsAccess access;
    private final CallObserver observer;
    private final Clock clock;
    private final ClusterPlace place;
    private final KnownInstances instances = new KnownInstances();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), DaemonThreads.named("ec2-read"));
    private volatile @Nullable AwsClients clients;
    private Duration rest = Duration.ZERO;

    public VpcReader(AwsSettings settings, CallObserver observer) {
        this(settings, observer, AwsAccess.DEFAULT, Clock.systemUTC());
    }

    /** @param answers receives every answer from AWS */
    public VpcReader(AwsSettings settings, CallObserver observer, AnswerObserver answers) {
        this(settings, observer, AwsAccess.DEFAULT.observedBy(answers), Clock.systemUTC());
    }

    /** Creates a reader that sends its requests through the given client. Benchmarks use it. */
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

    /**
     * Reads the VPC without a time limit. The reading may take some minutes. Apart from the limit, this method does the same as {@link
     * #read(Wanted, Duration)}.
     */
    public Reading read(Wanted wanted) {
        return read(wanted, UNLIMITED);
    }

    /**
     * Reads the parts of the VPC that AWS delivers within the limit. A failure becomes part of the result and is never thrown. Two threads
     * must not read at the same time. When the time limit ends, unfinished calls continue until this reader is closed, so a caller with a
     * limit should read only once.
     */
    public Reading read(Wanted wanted, Duration limit) {
        VpcSnapshotBuilder builder = snapshot();
        ReadingAnswers answers = new ReadingAnswers(builder, threads, limit);
        try {
            new ReadingTask(builder, answers, place, instances).run(calls(wanted, limit), wanted);
            slowDown();
        } catch (CallFailedException e) {
            answers.failed(e.failure(), Part.all());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answers.failed(CallFailure.of(FailureKind.ERROR, "the reading was interrupted"), Part.all());
        }
        return answers.result();
    }

    /** Makes later readings slower. No caller waits for later readings, and parsing their answers uses processor time that reviews need. */
    private void slowDown() {
        threads.setCorePoolSize(1);
        threads.setMaximumPoolSize(1);
        rest = REST;
    }

    private VpcCalls calls(Wanted wanted, Duration total) throws CallFailedException {
        AwsClients known = clients;
        if (known == null) {
            known = new AwsClients(RegionChoice.of(settings, wanted::region).id(), access, observer);
            clients = known;
        }
        // All other calls wait for the calls that determine the VPC. Each call may use only half of the limit, so that
        // a slow call leaves time for the calls that wait for it.
        Duration half = total.dividedBy(2);
        // Without credentials, all calls would fail one after the other.
        CallLimit limit = CallLimit.each(half).atMost(AwsClients.CALL);
        known.requireCredentials(limit.remaining());
        return new VpcCalls(known, limit, rest);
    }

    /**
     * Looks up subnets and security groups by id, in any VPC of the region. Any thread may call this method, even during a reading.
     *
     * @param known the facts so far; newer facts about the VPCs and associations of the found members are also looked up
     * @param limit the time limit of all calls together
     */
    public Found find(Set<String> subnetIds, Set<String> groupIds, VpcSnapshot known, Duration limit) {
        VpcSnapshotBuilder members = snapshot();
        AwsClients opened = clients;
        if (opened == null) {
            return new Found(members.build(), Optional.of("EC2 has not been read yet"));
        }
        try {
            new LookUpTask(VpcCalls.within(CallLimit.together(limit), opened), known, members).run(subnetIds, groupIds);
            return new Found(members.build(), Optional.empty());
        } catch (CallFailedException e) {
            return new Found(members.build(), Optional.of(e.reason()));
        }
    }

    private VpcSnapshotBuilder snapshot() {
        return VpcSnapshot.builder(new VpcSnapshot.Origin(SOURCE, Optional.of(clock.instant())));
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
