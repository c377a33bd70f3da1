package io.eniguard.cel;

import java.util.List;

/**
 * The implementation of one form of a function.
 *
 * @param id the name that the type checker gives to this form
 * @param parameters the classes of the arguments
 */
record Overload(String id, List<Class<?>> parameters, Body body) {

    /** Computes the result from arguments that are not unknown. A list among them may have unknown elements. */
    @FunctionalInterface
    interface Body {

        /** Returns a value that is not adapted yet, or an {@link UnknownValue}. Pays for the work, except for reading each text once. */
        Object apply(Object[] arguments, Budget budget);
    }

    Overload {
        parameters = List.copyOf(parameters);
    }

    boolean accepts(Object[] arguments) {
        if (arguments.length != parameters.size()) {
            return false;
        }
        for (int i = 0; i < arguments.length; i++) {
            if (!parameters.get(i).isInstance(arguments[i])) {
                return false;
            }
        }
        return true;
    }
}
