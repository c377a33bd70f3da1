package io.eniguard.aws;

import java.util.List;

/** Receives the outcome of every request to AWS, including retries. */
public interface CallObserver {

    /** All possible outcomes of a request. */
    List<String> OUTCOMES = List.of("ok", "throttled", "refused", "timeout", "error");

    CallObserver NOBODY = (operation, outcome) -> {};

    /**
     * Receives the outcome of one request.
     *
     * @param operation the operation's name in the service's API model, such as {@code DescribeSubnets}
     * @param outcome one of {@link #OUTCOMES}
     */
    void called(String operation, String outcome);
}
