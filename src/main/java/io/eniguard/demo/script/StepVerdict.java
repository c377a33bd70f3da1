package io.eniguard.demo.script;

/** What somebody who writes gets to see. */
public enum StepVerdict {
    ALLOW("allow"),
    /** Allowed, with warnings. */
    WARN("warn"),
    DENY("deny"),
    /** Refused by somebody else, or nobody knows. Never expected. */
    ERROR("error");

    private final String word;

    StepVerdict(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
