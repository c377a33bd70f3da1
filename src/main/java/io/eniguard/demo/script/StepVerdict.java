package io.eniguard.demo.script;

/** The result of a write, as its user sees it. */
public enum StepVerdict {
    ALLOW("allow"),
    /** The write was allowed, with warnings. */
    WARN("warn"),
    DENY("deny"),
    /** Something other than eniguard refused the write, or eniguard did not answer. A script never expects this outcome. */
    ERROR("error");

    private final String word;

    StepVerdict(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
