package io.eniguard.aws;

import java.util.List;

/** Receives the outcome of every request to AWS, including repeated requests. */
public interface CallObserver {

    /** All outcomes of a request. */
    List<String> OUTCOMES = List.of("ok", "throttled", "refused", "timeout", "error");

    CallObserver NOBODY = (operation, outcome) -> {};

    /**
     * Receives the outcome of one request.
     *
     * @param operation the name in the service's model: {@code DescribeSubnets}
     * @param outcome one of {@link #OUTCOMES}
     */
    void called(String operation, String outcome);
}
