package io.eniguard.aws;

import io.eniguard.threads.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Resolves credentials on another thread, so that a caller can limit the time. The SDK's own time limit of a call does not help if STS or a
 * credential process stalls, because the SDK resolves the credentials before that limit begins. Callers that wait at the same time share
 * one resolution. This class is safe for use by several threads.
 */
final class TimedCredentials implements AwsCredentialsProvider {

    private static final ThreadFactory THREADS = DaemonThreads.named("aws-credentials");
    private static final int MOST_ABANDONED = 4;

    private final AwsCredentialsProvider provider;
    private int abandoned;
    private @Nullable CompletableFuture<AwsCredentials> running;
    private volatile @Nullable AwsCredentials latest;

    TimedCredentials(AwsCredentialsProvider provider) {
        this.provider = provider;
    }

    /**
     * Resolves the credentials for the next calls. The provider caches credentials until they expire, so this method is fast in most cases.
     */
    void resolve(Duration limit) throws CallFailedException {
        CompletableFuture<AwsCredentials> resolution = running();
        try {
            latest = resolution.get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            abandon(resolution);
            throw new CallFailedException(
                    FailureKind.TIMEOUT,
                    "the AWS credentials were not resolved in time"
                            + NamedSource.variable().map(" (%s)"::formatted).orElse(""),
                    e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw AwsFailures.credentials(
                    e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailedException(FailureKind.TIMEOUT, "resolving the AWS credentials was interrupted", e);
        }
    }

    private synchronized CompletableFuture<AwsCredentials> running() {
        CompletableFuture<AwsCredentials> started = running;
        if (started == null || started.isDone()) {
            started = CompletableFuture.supplyAsync(
                    provider::resolveCredentials,
                    resolution -> THREADS.newThread(resolution).start());
            running = started;
        }
        return started;
    }

    /** Lets the next caller start a new resolution, unless too many stalled ones still occupy a thread. */
    private synchronized void abandon(CompletableFuture<AwsCredentials> stalled) {
        if (running == stalled && abandoned < MOST_ABANDONED) {
            running = null;
            abandoned++;
            CompletableFuture<AwsCredentials> unused = stalled.whenComplete((credentials, failure) -> forget());
        }
    }

    private synchronized void forget() {
        abandoned--;
    }

    /**
     * Returns the credentials that {@link #resolve} resolved last. If there are none yet, this method resolves them without a time limit.
     */
    @Override
    public AwsCredentials resolveCredentials() {
        AwsCredentials resolved = latest;
        return resolved == null ? provider.resolveCredentials() : resolved;
    }
}
