package io.eniguard.source.ec2;

import io.eniguard.aws.AwsAccess;
import io.eniguard.aws.AwsClients;
import io.eniguard.aws.AwsSettings;
import io.eniguard.aws.CallFailedException;
import io.eniguard.aws.CallFailure;
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
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * Asks AWS for the identity and the permissions of the user, and for the time. Each method returns or fails within the limit. This class is
 * safe for use by several threads.
 */
public final class AwsProbe implements AutoCloseable {

    /**
     * EC2's error codes for a dry run that is allowed. One of the dry runs names a subnet that does not exist. EC2 checks the permission
     * before it looks up the subnet, so the error about the missing subnet also shows that the permission is granted.
     */
    private static final Set<String> ALLOWED = Set.of("DryRunOperation", "InvalidSubnetID.NotFound");

    private static final String IDENTITY = "sts:GetCallerIdentity";
    private static final String DESCRIBE_CLUSTER = "eks:DescribeCluster";

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
     * Opens a probe for the region that {@link RegionChoice#of} determines.
     *
     * @param ofNodes supplies the region of the cluster's nodes; called only if no option, variable or profile names a region
     * @param limit the time limit of each method
     * @throws CallFailedException if the region is unknown or no credentials are found
     */
    public static AwsProbe open(AwsSettings settings, Supplier<Optional<String>> ofNodes, Duration limit)
            throws CallFailedException {
        ClockReading clock = new ClockReading(Clock.systemUTC());
        RegionChoice region = RegionChoice.of(settings, ofNodes);
        AwsClients clients = new AwsClients(region.id(), AwsAccess.DEFAULT.comparedBy(clock), CallObserver.NOBODY);
        try {
            clients.requireCredentials(limit);
        } catch (CallFailedException e) {
            clients.close();
            throw e;
        }
        return new AwsProbe(region, clients, limit, clock);
    }

    public RegionChoice region() {
        return region;
    }

    /** @param arn the ARN of the user, or of the session of a role */
    public record Identity(String arn, String account) {}

    /** Returns the owner of the credentials. This call needs no permission. */
    public Identity identity() throws CallFailedException {
        GetCallerIdentityResponse answer = clients.call(
                IDENTITY,
                CallLimit.each(limit),
                configuration ->
                        clients.sts().getCallerIdentity(request -> request.overrideConfiguration(configuration)));
        if (answer.arn() == null || answer.account() == null) {
            throw new CallFailedException(
                    CallFailure.of(
                            FailureKind.ERROR, IDENTITY, "the answer to " + IDENTITY + " is unusable: Arn is missing"),
                    null);
        }
        return new Identity(answer.arn(), answer.account());
    }

    /** Makes the dry runs of all EC2 calls of a reading at the same time, and returns the permission for each call. */
    public List<Permission> permissions(Executor threads) {
        List<CompletableFuture<Permission>> attempts = DryRuns.all().stream()
                .map(dryRun -> CompletableFuture.supplyAsync(() -> attempt(dryRun), threads))
                .toList();
        return attempts.stream().map(CompletableFuture::join).toList();
    }

    private Permission attempt(DryRun dryRun) {
        try {
            clients.call(
                    dryRun.action(),
                    CallLimit.each(limit),
                    configuration -> dryRun.call().of(clients.ec2(), configuration));
            // EC2 answers a dry run with an error. An answer without an error also shows that the permission is
            // granted.
            return Permission.granted(dryRun.action());
        } catch (CallFailedException e) {
            return e.failure().code().filter(ALLOWED::contains).isPresent()
                    ? Permission.granted(dryRun.action())
                    : Permission.failed(dryRun.action(), e.failure());
        }
    }

    /**
     * Returns the permission for the only call to EKS. The call has no dry run, so the permission is taken from a reading. The permission
     * is unknown if the call was not made, or if it failed for a reason other than a missing permission.
     */
    public static Permission describeCluster(Reading reading) {
        return Optional.ofNullable(reading.failures().get(Part.CLUSTER))
                .map(failure -> Permission.failed(DESCRIBE_CLUSTER, failure))
                .orElseGet(() -> Permission.granted(DESCRIBE_CLUSTER));
    }

    /** Returns the existing instances with these ids, in the form of the AWS CLI's output. */
    public List<Tree> instances(Collection<String> ids) throws CallFailedException {
        return VpcCalls.within(CallLimit.together(limit), clients).named().instances(ids);
    }

    /** Returns the existing security groups with these ids, in the form of the AWS CLI's output. */
    public List<Tree> securityGroups(Collection<String> ids) throws CallFailedException {
        return VpcCalls.within(CallLimit.together(limit), clients).named().groupsWithPorts(ids);
    }

    /**
     * Returns the time by which the local clock was ahead of AWS' clock at the latest answer. The result is empty before the first answer.
     */
    public Optional<Duration> clockOffset() {
        return clock.offset();
    }

    @Override
    public void close() {
        clients.close();
    }
}
