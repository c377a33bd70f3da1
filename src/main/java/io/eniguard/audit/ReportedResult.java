package io.eniguard.audit;

import io.eniguard.json.TreeWriter;
import io.eniguard.tree.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /** An upper bound for the size of the timestamp and of the ages in a message, in bytes. */
    private static final int OMITTED_BYTES = 128;

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

    /** Returns the part of the result that must be remembered. */
    public ResultDigest digest() {
        String message = withoutAges(tree.text("message").orElse(""));
        String grade = result() + " " + tree.text("severity").orElse("") + " ";
        String content = TreeWriter.compact(content(message));
        Tree object = tree.trees("resources").stream().findFirst().orElse(Tree.EMPTY);
        return new ResultDigest(
                id(),
                object.text("uid").orElse(""),
                object.text("kind").orElse("").intern(),
                tree.text("rule").orElse("").intern(),
                result().intern(),
                tree.integer("timestamp", "seconds").orElse(0L),
                content.getBytes(StandardCharsets.UTF_8).length + OMITTED_BYTES,
                ContentHash.of(content),
                ContentHash.of(grade + message),
                ContentHash.of(grade + NUMBER.matcher(message).replaceAll("#")));
    }

    /** Returns the fields without the timestamp, sorted by name, because the API server returns fields in another order. */
    private Map<String, @Nullable Object> content(String message) {
        Map<String, @Nullable Object> content = new TreeMap<>(tree.fields());
        content.remove("timestamp");
        content.replaceAll((name, value) -> sorted(value));
        if (content.containsKey("message")) {
            content.put("message", message);
        }
        return content;
    }

    private static @Nullable Object sorted(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((name, member) -> sorted.put(String.valueOf(name), sorted(member)));
            return sorted;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> sorted = new ArrayList<>();
            list.forEach(member -> sorted.add(sorted(member)));
            return sorted;
        }
        return value;
    }

    private static String withoutAges(String message) {
        // A search for plain text is faster than a regular expression, and most messages contain no age.
        return message.contains(" ago") || message.contains(" old")
                ? AGE.matcher(message).replaceAll("")
                : message;
    }
}
