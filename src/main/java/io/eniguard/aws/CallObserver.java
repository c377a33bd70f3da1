package io.eniguard.aws;

import java.util.List;

/** Receives the outcome of every request to AWS, also of repeated ones. */
public interface CallObserver {

    /** All that a request can come to. */
    List<String> OUTCOMES = List.of("ok", "throttled", "refused", "timeout", "error");

    CallObserver NOBODY = (operation, outcome) -> {};

    /**
     * @param operation as the service's model names it: {@code DescribeSubnets}
     * @param outcome one of {@link #OUTCOMES}
     */
    void called(String operation, String outcome);
}
