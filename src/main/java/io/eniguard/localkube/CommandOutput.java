package io.eniguard.localkube;

/**
 * What a command that has ended said.
 *
 * @param exitCode 0 when it did what it was asked to
 * @param out its standard output, whole
 * @param err its standard error, whole: kubectl writes denials and warnings there
 */
public record CommandOutput(int exitCode, String out, String err) {

    public boolean succeeded() {
        return exitCode == 0;
    }

    /**
     * Standard output of a command that may not fail here.
     *
     * @throws IllegalStateException with its standard error when it failed
     */
    public String orThrow() {
        if (!succeeded()) {
            throw new IllegalStateException("exit %d: %s".formatted(exitCode, err.strip()));
        }
        return out;
    }
}
