package io.eniguard.aws;

import io.eniguard.tree.Tree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Reads the answer of a call page by page, and keeps only the facts that are made of its members. Every call gets its time limit here.
 */
public final class Pages {

    private final CallLimit limit;

    public Pages(CallLimit limit) {
        this.limit = limit;
    }

    /** Makes a request with the given limits and turns the pages of its answer. */
    public interface Request<P> extends Function<AwsRequestOverrideConfiguration, Stream<P>> {}

    public <P, T> List<T> read(
            String action,
            Request<P> request,
            Function<P, ? extends List<? extends SdkPojo>> members,
            Function<Tree, T> reader)
            throws CallFailedException {
        List<T> all = new ArrayList<>();
        each(
                action,
                request,
                page -> members.apply(page).stream()
                        .map(AnswerTree::of)
                        .map(reader)
                        .forEach(all::add));
        return all;
    }

    public <P> void each(String action, Request<P> request, Consumer<P> reader) throws CallFailedException {
        Duration left = limit.remaining();
        if (left.isNegative() || left.isZero()) {
            throw new CallFailedException(FailureKind.TIMEOUT, "no time was left for " + action);
        }
        try {
            request.apply(AwsRequestOverrideConfiguration.builder()
                            .apiCallTimeout(left)
                            .build())
                    .forEach(reader);
        } catch (RuntimeException e) {
            throw AwsFailures.of(action, e);
        }
    }
}
