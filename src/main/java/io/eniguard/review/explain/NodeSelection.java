package io.eniguard.review.explain;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfigChoice;
import io.eniguard.text.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The source that decides which ENIConfig a node uses, and the sources that it hides. */
record NodeSelection(ClusterNode node, CniSettings cni) {

    /** One of the three keys by which a node can name an ENIConfig, with its value on the node. */
    private record Key(String source, String words, String key, Optional<String> value) {}

    EniConfigChoice choice() {
        return cni.resolve(node);
    }

    /** Returns the deciding source as a clause, such as {@code the label k8s.amazonaws.com/eniConfig names it}. */
    String because() {
        return present().stream()
                .findFirst()
                .map(key -> "the " + key.words() + " names it")
                .orElse("no label and no annotation of the node names another one");
    }

    Reason reason() {
        List<Key> present = present();
        List<Key> hidden = present.isEmpty() ? List.of() : present.subList(1, present.size());
        return Reason.of("selection", says(present, hidden))
                .with(
                        "decidedBy",
                        present.isEmpty() ? "default" : present.get(0).source())
                .with("key", present.isEmpty() ? null : present.get(0).key())
                .with("eniConfig", choice().name())
                .with(
                        "hidden",
                        hidden.stream()
                                .map(key -> key.source() + "=" + key.value().orElse(""))
                                .toList());
    }

    private String says(List<Key> present, List<Key> hidden) {
        if (present.isEmpty()) {
            return "The node has neither the %s nor the %s nor the %s, so aws-node uses the ENIConfig \"default\"."
                    .formatted((Object[]) keys().stream().map(Key::words).toArray(String[]::new));
        }
        Key first = present.get(0);
        String value = first.value().orElse("");
        String decides = value.isEmpty()
                ? "The %s is empty. An empty value counts too, so the node has no ENIConfig.".formatted(first.words())
                : "The %s names %s.".formatted(first.words(), Quote.of(value));
        return hidden.isEmpty() ? decides : decides + " " + hides(hidden);
    }

    private static String hides(List<Key> hidden) {
        return "It hides the %s. aws-node reads the external label first, then the annotation, then the label."
                .formatted(String.join(
                        " and the ",
                        hidden.stream()
                                .map(key -> "%s (%s)"
                                        .formatted(
                                                key.words(),
                                                Quote.of(key.value().orElse(""))))
                                .toList()));
    }

    private List<Key> present() {
        return keys().stream().filter(key -> key.value().isPresent()).toList();
    }

    private List<Key> keys() {
        List<Key> keys = new ArrayList<>();
        keys.add(label("external-label", CniSettings.EXTERNAL_LABEL));
        keys.add(new Key(
                "annotation",
                "annotation " + cni.annotationKey(),
                cni.annotationKey(),
                node.annotation(cni.annotationKey())));
        keys.add(label("label", cni.labelKey()));
        return keys;
    }

    private Key label(String source, String key) {
        return new Key(source, "label " + key, key, node.label(key));
    }
}
