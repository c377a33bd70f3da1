package io.eniguard.rules.shared;

import io.eniguard.cluster.CniSettings;
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

    /**
     * A label or an annotation.
     *
     * @param field the path of the field that sets it
     * @param values the possible values; at least one
     */
    public record Entry(String field, Kind kind, String key, List<String> values) {

        public Entry {
            values = List.copyOf(values);
        }

        public static Entry label(String field, String key, Collection<String> values) {
            return new Entry(field, Kind.LABEL, key, List.copyOf(values));
        }

        public static Entry annotation(String field, Map.Entry<String, String> annotation) {
            return new Entry(field, Kind.ANNOTATION, annotation.getKey(), List.of(annotation.getValue()));
        }

        boolean isOn(Kind some, String name) {
            return kind == some && key.equals(name);
        }
    }

    /** Returns the entry from which aws-node reads the name of the ENIConfig; empty if the template leaves the choice to the node. */
    Optional<Entry> selecting(CniSettings cni) {
        return find(Kind.LABEL, CniSettings.EXTERNAL_LABEL)
                .or(() -> find(Kind.ANNOTATION, cni.annotationKey()))
                .or(() -> find(Kind.LABEL, cni.labelKey()));
    }

    /** Returns the entries with the default key that aws-node does not read, because its settings name another key. */
    List<Entry> ignored(CniSettings cni) {
        return entries.stream()
                .filter(entry -> entry.isOn(
                                Kind.LABEL,
                                cni.labelKey().equals(CniSettings.DEFAULT_KEY) ? "" : CniSettings.DEFAULT_KEY)
                        || entry.isOn(
                                Kind.ANNOTATION,
                                cni.annotationKey().equals(CniSettings.DEFAULT_KEY) ? "" : CniSettings.DEFAULT_KEY))
                .toList();
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
