package io.eniguard.source.ec2;

import io.eniguard.aws.AwsAccess;
import io.eniguard.aws.AwsClients;
import io.eniguard.aws.AwsFailures;
import io.eniguard.aws.AwsSettings;
import io.eniguard.aws.CallFailedException;
import io.eniguard.aws.CallLimit;
import io.eniguard.aws.CallObserver;
import io.eniguard.aws.ClockReading;
import io.eniguard.aws.FailureKind;
import io.eniguard.aws.RegionChoice;
import io.eniguard.source.ec2.DryRuns.DryRun;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.Part;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * Asks AWS who runs this program, which permissions that user has, and what time it is. Safe for use by several threads. Each call
 * answers or fails within the limit.
 */
public final class AwsProbe implements AutoCloseable {

    /** EC2's answers to a dry run that it would have let through, the second of them after it looked for the subnet. */
    private static final Set<String> LET_THROUGH = Set.of("DryRunOperation", "InvalidSubnetID.NotFound");

    private static final String IDENTITY = "sts:GetCallerIdentity";

    private final RegionChoice region;
    private final AwsClients clients;
    private final Duration limit;
    private final ClockReading clock;

    private AwsProbe(RegionChoice region, AwsClients clients, Duration limit, ClockReading clock) {
        this.region = region;
        this.clients = clients;
        this.limit = limit;
        this.clock = clock;
    }

    /**
     * A probe of the region that is set, or that can be found out.
     *
     * @param ofNodes the region of the cluster's nodes, asked for only where no region is set
     * @param limit for each call
     * @throws CallFailedException when the region is unknown or there are no credentials
     */
    public static AwsProbe open(AwsSettings settings, Supplier<Optional<String>> ofNodes, Duration limit)
            throws CallFailedException {
        ClockReading clock = new ClockReading(Clock.systemUTC());
        RegionChoice region = RegionChoice.of(settings, ofNodes);
        AwsClients clients = new AwsClients(region.id(), AwsAccess.DEFAULT.comparedBy(clock), CallObserver.NOBODY);
        try {
            clients.requireCredentials();
        } catch (CallFailedException e) {
            clients.close();
            throw e;
        }
        return new AwsProbe(region, clients, limit, clock);
    }

    public RegionChoice region() {
        return region;
    }

    /** @param arn of the user or the role's session */
    public record Identity(String arn, String account) {}

    /** The owner of the credentials. AWS answers this call for everybody, whatever permissions they have. */
    public Identity identity() throws CallFailedException {
        try {
            GetCallerIdentityResponse answer =
                    clients.sts().getCallerIdentity(request -> request.overrideConfiguration(limits()));
            if (answer.arn() == null || answer.account() == null) {
                throw new CallFailedException(FailureKind.ERROR, "the answer to " + IDENTITY + " names nobody");
            }
            return new Identity(answer.arn(), answer.account());
        } catch (RuntimeException e) {
            throw AwsFailures.of(IDENTITY, e);
        }
    }

    /** Tries each EC2 call that a reading makes, all at the same time. */
    public List<Permission> permissions(Executor threads) {
        List<CompletableFuture<Permission>> attempts = DryRuns.all().stream()
                .map(dryRun -> CompletableFuture.supplyAsync(() -> attempt(dryRun), threads))
                .toList();
        return attempts.stream().map(CompletableFuture::join).toList();
    }

    private Permission attempt(DryRun dryRun) {
        try {
            dryRun.call().of(clients.ec2(), limits());
            // EC2 answers a dry run with an error. A plain answer shows the permission as well.
            return Permission.granted(dryRun.action());
        } catch (RuntimeException e) {
            return isLetThrough(e)
                    ? Permission.granted(dryRun.action())
                    : Permission.failed(dryRun.action(), AwsFailures.of(dryRun.action(), e));
        }
    }

    /** Errors of proxies, and some of AWS itself, have no code. */
    private static boolean isLetThrough(RuntimeException failure) {
        return failure instanceof AwsServiceException answer
                && answer.awsErrorDetails() != null
                && answer.awsErrorDetails().errorCode() != null
                && LET_THROUGH.contains(answer.awsErrorDetails().errorCode());
    }

    /** The permission for EKS' only call, which has no dry run: taken from a reading that made the call. */
    public static Permission describeCluster(Reading reading) {
        String action = "eks:DescribeCluster";
        return Optional.ofNullable(reading.failures().get(Part.CLUSTER))
                // Where another call failed first, the cluster's name was not known and EKS was not asked.
                .map(failure -> failure.reason().contains(action)
                        ? Permission.failed(action, new CallFailedException(failure.kind(), failure.reason()))
                        : new Permission(action, Permission.Answer.UNKNOWN, failure.kind(), failure.reason()))
                .orElseGet(() -> Permission.granted(action));
    }

    /** The instances with these ids, as DescribeInstances prints them; those that do not exist are left out. */
    public List<Tree> instances(Collection<String> ids) throws CallFailedException {
        return VpcCalls.within(CallLimit.each(limit), clients).named().instances(ids);
    }

    /** The security groups with these ids, as DescribeSecurityGroups prints them; those that do not exist are left out. */
    public List<Tree> securityGroups(Collection<String> ids) throws CallFailedException {
        return VpcCalls.within(CallLimit.each(limit), clients).named().groupsWithPorts(ids);
    }

    /** How far the local clock is ahead of AWS' clock, by the latest answer; empty before the first answer. */
    public Optional<Duration> clockOffset() {
        return clock.offset();
    }

    private AwsRequestOverrideConfiguration limits() {
        return AwsRequestOverrideConfiguration.builder().apiCallTimeout(limit).build();
    }

    @Override
    public void close() {
        clients.close();
    }
}
