package io.eniguard.text;

/** The exception at the end of a chain of causes. Its message is the useful one: the others describe the libraries in between. */
public final class RootCause {

    private RootCause() {}

    /** Returns the last cause, or the exception itself if it has no cause. */
    public static Throwable of(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last;
    }
}
