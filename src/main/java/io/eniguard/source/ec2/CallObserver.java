package io.eniguard.source.ec2;

/** Is told of every request that went to AWS, repeated ones too. */
public interface CallObserver {

    CallObserver NOBODY = (operation, outcome) -> {};

    /**
     * @param operation as the service's model names it: {@code DescribeSubnets}
     * @param outcome one of {@code ok}, {@code throttled}, {@code refused}, {@code timeout}, {@code error}
     */
    void called(String operation, String outcome);
}
