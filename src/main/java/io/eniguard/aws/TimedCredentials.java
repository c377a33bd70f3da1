package io.eniguard.aws;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Resolves credentials on another thread, so that a caller can limit the time. The SDK resolves them before the time limit of a call
 * begins, and STS or a credential process may stall. Callers that wait at the same time share one resolution. Safe for use by several
 * threads.
 */
final class TimedCredentials implements AwsCredentialsProvider {

    private final AwsCredentialsProvider provider;
    private @Nullable CompletableFuture<AwsCredentials> running;
    private volatile @Nullable AwsCredentials latest;

    TimedCredentials(AwsCredentialsProvider provider) {
        this.provider = provider;
    }

    /** Resolves the credentials of the calls that follow. The provider keeps them until they expire, so this is fast in most cases. */
    void resolve(Duration limit) throws CallFailedException {
        try {
            latest = running().get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new CallFailedException(
                    FailureKind.TIMEOUT,
                    "the AWS credentials were not resolved in time"
                            + NamedSource.variable().map(" (%s)"::formatted).orElse(""),
                    e);
        } catch (ExecutionException e) {
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
            started = CompletableFuture.supplyAsync(provider::resolveCredentials, TimedCredentials::start);
            running = started;
        }
        return started;
    }

    private static void start(Runnable resolution) {
        Thread thread = new Thread(resolution, "aws-credentials");
        thread.setDaemon(true);
        thread.start();
    }

    /** The credentials that were resolved last. */
    @Override
    public AwsCredentials resolveCredentials() {
        AwsCredentials resolved = latest;
        return resolved == null ? provider.resolveCredentials() : resolved;
    }
}
