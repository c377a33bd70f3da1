package io.eniguard.localkube;

/**
 * The result of a command that has ended.
 *
 * @param exitCode 0 if the command succeeded
 * @param out the complete standard output
 * @param err the complete standard error, to which kubectl writes denials and warnings
 */
public record CommandOutput(int exitCode, String out, String err) {

    public boolean succeeded() {
        return exitCode == 0;
    }

    /**
     * Returns the standard output of a command that must succeed.
     *
     * @throws IllegalStateException if the command failed; the message contains its standard error
     */
    public String orThrow() {
        if (!succeeded()) {
            throw new IllegalStateException("exit %d: %s".formatted(exitCode, err.strip()));
        }
        return out;
    }
}
