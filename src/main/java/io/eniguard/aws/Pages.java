package io.eniguard.aws;

import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Reads an answer of AWS page by page, and keeps only the facts. The SDK's paginators cannot be used: they give each page the time limit of
 * the first one.
 */
public final class Pages {

    private final AwsClients clients;
    private final CallLimit limit;

    /** @param limit requested anew for each page */
    public Pages(AwsClients clients, CallLimit limit) {
        this.clients = clients;
        this.limit = limit;
    }

    /** Sends the request for one page. */
    public interface Request<P> {

        /** @param token of the page; null for the first page */
        P send(AwsRequestOverrideConfiguration configuration, @Nullable String token);
    }

    /** Returns the token of the page after the given one; null or empty when it is the last page. */
    public interface NextToken<P> {
        @Nullable
        String of(P page);
    }

    /** Returns the facts that the reader makes of the members of all pages. */
    public <P, T> List<T> read(
            String action,
            Request<P> request,
            NextToken<P> next,
            Function<P, ? extends List<? extends SdkPojo>> members,
            Function<Tree, T> reader)
            throws CallFailedException {
        List<T> all = new ArrayList<>();
        each(
                action,
                request,
                next,
                page -> members.apply(page).stream()
                        .map(AnswerTree::of)
                        .map(reader)
                        .forEach(all::add));
        return all;
    }

    /**
     * Gives each page to a reader.
     *
     * @param reader throws a {@link RuntimeException} when it cannot use the answer
     */
    public <P> void each(String action, Request<P> request, NextToken<P> next, Consumer<P> reader)
            throws CallFailedException {
        @Nullable String token = null;
        do {
            token = page(action, request, token, next, reader);
        } while (token != null && !token.isEmpty());
    }

    private <P> @Nullable String page(
            String action, Request<P> request, @Nullable String token, NextToken<P> next, Consumer<P> reader)
            throws CallFailedException {
        P page = clients.call(action, limit, configuration -> request.send(configuration, token));
        try {
            reader.accept(page);
        } catch (RuntimeException e) {
            throw AwsFailures.unusable(action, e);
        }
        String following = next.of(page);
        if (following != null && following.equals(token)) {
            throw AwsFailures.unusable(action, new IllegalArgumentException("NextToken is the same on two pages"));
        }
        return following;
    }
}
