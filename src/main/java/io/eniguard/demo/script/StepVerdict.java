package io.eniguard.demo.script;

/** The result of a write for its user. */
public enum StepVerdict {
    ALLOW("allow"),
    /** Allowed, with warnings. */
    WARN("warn"),
    DENY("deny"),
    /** Refused by something other than eniguard, or without an answer. A script never expects this. */
    ERROR("error");

    private final String word;

    StepVerdict(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
