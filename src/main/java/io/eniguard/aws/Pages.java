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
 * Reads an answer from AWS page by page, and keeps only the needed facts. The SDK's paginators cannot be used, because they give every page
 * the time limit of the first page.
 */
public final class Pages {

    private final AwsClients clients;
    private final CallLimit limit;

    /** @param limit the time limit, which is evaluated again for each page */
    public Pages(AwsClients clients, CallLimit limit) {
        this.clients = clients;
        this.limit = limit;
    }

    /** Sends the request for one page. */
    public interface Request<P> {

        /** @param token the token of the page; null for the first page */
        P send(AwsRequestOverrideConfiguration configuration, @Nullable String token);
    }

    /** Returns the token of the page after the given page. The token is null or empty after the last page. */
    public interface NextToken<P> {
        @Nullable
        String of(P page);
    }

    /** Reads all pages, and returns one fact for each of their members. */
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
     * Passes each page to the reader.
     *
     * @param reader uses one page; it throws a {@link RuntimeException} if the page is unusable
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
