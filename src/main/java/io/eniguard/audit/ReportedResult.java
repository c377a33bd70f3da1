package io.eniguard.audit;

import io.eniguard.tree.Tree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A result as a report of the cluster contains it.
 *
 * @param tree the result with its timestamp
 */
public record ReportedResult(Tree tree) {

    /** The age of a fact in a message, such as {@code , 20 s ago}. It grows from audit to audit, although nothing has changed. */
    private static final Pattern AGE = Pattern.compile("\\b\\d+ (s|min|h|d) (ago|old)\\b");

    /** A number that stands alone, such as a count of free addresses. Digits in ids, names and CIDRs do not count. */
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w./:-])\\d+(?![\\w/:-]|\\.\\d)");

    /** Returns the identity of the result; empty if another program wrote the result. */
    public String id() {
        return tree.text("properties", "resultID").orElse("");
    }

    /** Returns the value of {@code result}. */
    public String result() {
        return tree.text("result").orElse("");
    }

    /** Returns the uid of the object; empty if it is unknown. */
    public String uid() {
        return tree.trees("resources").stream()
                .findFirst()
                .flatMap(object -> object.text("uid"))
                .orElse("");
    }

    /** Returns whether both results state the same. Timestamps and the ages of facts in messages are not compared. */
    boolean isSame(ReportedResult other) {
        return content().equals(other.content());
    }

    private Map<String, @Nullable Object> content() {
        Map<String, @Nullable Object> content = new LinkedHashMap<>(tree.fields());
        content.remove("timestamp");
        tree.text("message").ifPresent(message -> content.put("message", withoutAges(message)));
        return content;
    }

    private static String withoutAges(String message) {
        return AGE.matcher(message).replaceAll("");
    }

    /**
     * Returns the statement of the result, without its numbers. An object gets an Event only if this text is new, because a number such as
     * the free addresses of a subnet changes all the time.
     */
    public String statement() {
        String severity = tree.text("severity").orElse("");
        String message = withoutAges(tree.text("message").orElse(""));
        return "%s %s %s".formatted(result(), severity, NUMBER.matcher(message).replaceAll("#"));
    }
}
