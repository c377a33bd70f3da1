package io.eniguard.source.ec2;

import io.eniguard.aws.AwsAccess;
import io.eniguard.aws.AwsClients;
import io.eniguard.aws.AwsFailures;
import io.eniguard.aws.AwsSettings;
import io.eniguard.aws.CallFailedException;
import io.eniguard.aws.CallObserver;
import io.eniguard.aws.ClockReading;
import io.eniguard.aws.RegionChoice;
import io.eniguard.source.ec2.DryRuns.DryRun;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.Part;
import io.eniguard.world.Fact;
import io.eniguard.world.Fact.Missing;
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
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * Asks AWS about whoever runs this program: who that is, what they may do, and what time it is. May be asked by several threads; each
 * call brings something within the limit, or says why not.
 */
public final class AwsProbe implements AutoCloseable {

    /** What EC2 says of a dry run that it would have let through; and of one whose subnet does not exist, once it was let through. */
    private static final Set<String> LET_THROUGH = Set.of("DryRunOperation", "InvalidSubnetID.NotFound");

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
     * One for the region that is told, or found out. Unknown where there is none, or there are no credentials.
     *
     * @param ofNodes the region that nodes run in, asked only where it is not told
     * @param limit for each call
     */
    public static Fact<AwsProbe> open(AwsSettings settings, Supplier<Optional<String>> ofNodes, Duration limit) {
        ClockReading clock = new ClockReading(Clock.systemUTC());
        try {
            RegionChoice region = RegionChoice.of(settings, ofNodes);
            AwsClients clients = new AwsClients(region.id(), AwsAccess.DEFAULT.comparedBy(clock), CallObserver.NOBODY);
            try {
                clients.requireCredentials();
            } catch (SdkException e) {
                clients.close();
                throw AwsFailures.credentials(e);
            }
            return Fact.known(new AwsProbe(region, clients, limit, clock));
        } catch (CallFailedException e) {
            return unknown(e);
        }
    }

    public RegionChoice region() {
        return region;
    }

    /** @param arn of the user or the role's session */
    public record Identity(String arn, String account) {}

    /** Whose the credentials are. AWS tells that to everybody, whatever they may do else. */
    public Fact<Identity> identity() {
        try {
            GetCallerIdentityResponse answer =
                    clients.sts().getCallerIdentity(request -> request.overrideConfiguration(limits()));
            return Fact.known(new Identity(answer.arn(), answer.account()));
        } catch (RuntimeException e) {
            return unknown(AwsFailures.of("sts:GetCallerIdentity", e));
        }
    }

    /** Tries each call of EC2 that a reading takes, all of them at a time. */
    public List<Permission> permissions(Executor threads) {
        List<CompletableFuture<Permission>> attempts = DryRuns.all().stream()
                .map(dryRun -> CompletableFuture.supplyAsync(() -> attempt(dryRun), threads))
                .toList();
        return attempts.stream().map(CompletableFuture::join).toList();
    }

    private Permission attempt(DryRun dryRun) {
        try {
            dryRun.call().of(clients.ec2(), limits());
            // An answer in place of the error that EC2 gives is one, too.
            return Permission.granted(dryRun.action());
        } catch (RuntimeException e) {
            return e instanceof AwsServiceException answer
                            && answer.awsErrorDetails() != null
                            && LET_THROUGH.contains(answer.awsErrorDetails().errorCode())
                    ? Permission.granted(dryRun.action())
                    : Permission.failed(dryRun.action(), AwsFailures.of(dryRun.action(), e));
        }
    }

    /** Of EKS' only call, which has no dry run: what a reading that made it brought. */
    public static Permission describeCluster(Reading reading) {
        String action = "eks:DescribeCluster";
        return Optional.ofNullable(reading.failures().get(Part.CLUSTER))
                // The name to ask for may already have been what could not be told, for want of another permission.
                .map(failure -> failure.reason().contains(action)
                        ? Permission.failed(action, new CallFailedException(failure.kind(), failure.reason()))
                        : new Permission(action, Permission.Answer.UNKNOWN, failure.reason()))
                .orElseGet(() -> Permission.granted(action));
    }

    /** Those instances that there are, as DescribeInstances tells them. */
    public Fact<List<Tree>> instances(Collection<String> ids) {
        return told(calls -> calls.instances(ids));
    }

    /** Those security groups that there are, as DescribeSecurityGroups tells them. */
    public Fact<List<Tree>> securityGroups(Collection<String> ids) {
        return told(calls -> calls.groupsWithPorts(ids));
    }

    private interface Call<T> {
        T of(NamedCalls calls) throws CallFailedException;
    }

    private <T> Fact<T> told(Call<T> call) {
        try {
            return Fact.known(call.of(VpcCalls.within(limit, clients).named()));
        } catch (CallFailedException e) {
            return unknown(e);
        }
    }

    /** How far the local clock is ahead of AWS', by the latest answer; empty while nothing has answered. */
    public Optional<Duration> clockOffset() {
        return clock.offset();
    }

    private AwsRequestOverrideConfiguration limits() {
        return AwsRequestOverrideConfiguration.builder().apiCallTimeout(limit).build();
    }

    private static <T> Fact<T> unknown(CallFailedException failure) {
        return Fact.unknown(Missing.OTHER, failure.reason());
    }

    @Override
    public void close() {
        clients.close();
    }
}
