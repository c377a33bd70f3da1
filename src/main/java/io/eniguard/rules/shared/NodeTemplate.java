package io.eniguard.rules.shared;

import io.eniguard.cluster.CniSettings;
import io.eniguard.text.PlainText;
import io.eniguard.text.Quote;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The labels and annotations that an object gives to nodes.
 *
 * @param what the kind of the object in messages, such as {@code NodePool}
 * @param entries the labels and annotations; if a key has several entries, the first one counts
 */
public record NodeTemplate(String what, List<Entry> entries) {

    private static final int ROOM_FOR_A_KEY = 36;
    private static final int ROOM_FOR_A_NAME = 24;

    public NodeTemplate {
        entries = List.copyOf(entries);
    }

    /** A label or an annotation of nodes. */
    public enum Kind {
        LABEL("label"),
        ANNOTATION("annotation");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** The way in which a node gets one of several values. */
    public enum Choice {
        /** A script has a branch for each value, and the branch may depend on the zone of the node. */
        BY_BRANCH,
        /** Karpenter takes any value that the pods permit, without regard to the zone: karpenter, pkg/scheduling/requirement.go, Any. */
        AT_RANDOM
    }

    /**
     * A label or an annotation.
     *
     * @param field the path of the field that sets the label or the annotation
     * @param values the possible values; empty if the value is a random number
     */
    public record Entry(String field, Kind kind, String key, List<String> values, Choice choice) {

        public Entry {
            values = List.copyOf(values);
        }

        /** @param values the values that the branches of a script set; a single value if there is no branch */
        public static Entry label(String field, String key, Collection<String> values) {
            return new Entry(field, Kind.LABEL, key, List.copyOf(values), Choice.BY_BRANCH);
        }

        /** @param values the values that the requirement lists; empty if it excludes values or lists none */
        public static Entry required(String field, String key, Collection<String> values) {
            return new Entry(field, Kind.LABEL, key, List.copyOf(values), Choice.AT_RANDOM);
        }

        public static Entry annotation(String field, Map.Entry<String, String> annotation) {
            return new Entry(
                    field, Kind.ANNOTATION, annotation.getKey(), List.of(annotation.getValue()), Choice.BY_BRANCH);
        }

        boolean isOn(Kind some, String name) {
            return kind == some && key.equals(name);
        }

        /** Returns the kind and the key for a message, such as {@code label k8s.amazonaws.com/eniConfig}. */
        String shown() {
            return kind.word() + " " + PlainText.cut(key, ROOM_FOR_A_KEY);
        }
    }

    /** Returns the name of an ENIConfig for a message. */
    static String quoted(String name) {
        return Quote.of(name, ROOM_FOR_A_NAME);
    }

    /** Returns the entry from which aws-node reads the name of the ENIConfig; empty if the template leaves the choice to the node. */
    Optional<Entry> selecting(CniSettings cni) {
        return find(Kind.LABEL, CniSettings.EXTERNAL_LABEL)
                .or(() -> find(Kind.ANNOTATION, cni.annotationKey()))
                .or(() -> find(Kind.LABEL, cni.labelKey()));
    }

    /** Returns whether an entry may select an ENIConfig, whatever the settings of the CNI are. */
    boolean maySelect() {
        return entries.stream()
                .anyMatch(entry -> entry.key().equals(CniSettings.DEFAULT_KEY)
                        || entry.isOn(Kind.LABEL, CniSettings.EXTERNAL_LABEL));
    }

    private Optional<Entry> find(Kind kind, String key) {
        return entries.stream().filter(entry -> entry.isOn(kind, key)).findFirst();
    }
}
