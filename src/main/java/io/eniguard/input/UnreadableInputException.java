package io.eniguard.input;

import java.util.List;
import java.util.stream.Collectors;

/** What was given cannot be relied upon. All that is wrong with it is told at once. */
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

    /** In the order in which they were met; never empty. */
    public List<InputProblem> problems() {
        return problems;
    }
}
