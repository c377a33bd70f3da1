package io.eniguard.aws;

import java.util.List;

/** Is told of every request that went to AWS, repeated ones too. */
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
