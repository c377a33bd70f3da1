package io.eniguard.policy;

import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The exemptions of a policy as they appear in its document. Unlike a {@link Policy}, this record can be read from a document with faults,
 * and without compiling expressions.
 *
 * @param exemptions the exemptions with a readable end, in the order of the document
 */
public record WrittenPolicy(List<WrittenExemption> exemptions) {

    public WrittenPolicy {
        exemptions = List.copyOf(exemptions);
    }

    /**
     * An exemption in a document.
     *
     * @param index the index in the document's list of exemptions
     * @param rules the ids of rules, in the order of the document
     */
    public record WrittenExemption(int index, List<String> rules, String owner, Until until) {

        public WrittenExemption {
            rules = List.copyOf(rules);
        }

        /** Returns the path of the exemption in the document. */
        public String path() {
            return "spec.exemptions[%d]".formatted(index);
        }
    }

    /** Reads the exemptions of a document. */
    public static WrittenPolicy from(Tree document) {
        List<WrittenExemption> exemptions = new ArrayList<>();
        List<?> items = document.list("spec", "exemptions");
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Map<?, ?>) {
                exemption(i, Tree.of(items.get(i))).ifPresent(exemptions::add);
            }
        }
        return new WrittenPolicy(exemptions);
    }

    private static Optional<WrittenExemption> exemption(int index, Tree item) {
        List<String> rules =
                item.list("rules").stream().map(String::valueOf).distinct().toList();
        return item.text("until")
                .flatMap(UntilReader::parse)
                .map(until ->
                        new WrittenExemption(index, rules, item.text("owner").orElse(""), until));
    }
}
