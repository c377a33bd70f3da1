package io.eniguard.text;

/**
 * Finds the exception at the end of a chain of causes. Its message is usually the most useful one, because the other exceptions only
 * describe how libraries passed the failure on.
 */
public final class RootCause {

    private RootCause() {}

    /** Returns the last exception in the chain of causes, which is the given exception if it has no cause. */
    public static Throwable of(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last;
    }
}
