package io.eniguard.input;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown if an input cannot be used. The exception contains all problems of the input. */
public final class UnreadableInputException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<InputProblem> problems;

    public UnreadableInputException(InputProblem problem) {
        this(List.of(problem));
    }

    public UnreadableInputException(List<InputProblem> problems) {
        super(problems.stream().map(InputProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Returns the problems in the order in which they were found; never empty. */
    public List<InputProblem> problems() {
        return problems;
    }
}
