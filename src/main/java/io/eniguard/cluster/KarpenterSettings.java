package io.eniguard.cluster;

import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The settings of Karpenter's controller, from its Deployment.
 *
 * @param reservedEnis the number of interfaces that Karpenter does not count when it calculates the number of pods of a node, from the flag
 *     {@value #FLAG} or the variable {@value #RESERVED_ENIS}; empty if the value is not part of the Deployment. Source:
 *     karpenter-provider-aws, pkg/operator/options/options.go
 * @param refusesExpressions whether the variable {@value #FEATURE_GATES} switches expressions in EC2NodeClasses off. Karpenter's Helm chart
 *     sets this variable if Karpenter supports expressions
 */
public record KarpenterSettings(OptionalInt reservedEnis, boolean refusesExpressions) {

    public static final String KIND = "Deployment";
    public static final String GROUP = "apps";
    public static final String RESERVED_ENIS = "RESERVED_ENIS";
    public static final String FEATURE_GATES = "AWS_FEATURE_GATES";

    /** The part of {@value #FEATURE_GATES} that switches expressions off. */
    public static final String NO_EXPRESSIONS = "NodeClassCEL=false";

    /** The name of the Deployment in Karpenter's Helm chart, unless the release has another name. */
    public static final String NAME = "karpenter";

    public static final String NAME_LABEL = "app.kubernetes.io/name";

    private static final String CONTAINER = "controller";
    private static final String FLAG = "--reserved-enis";
    private static final String IMAGE = "karpenter/controller";

    /**
     * Whether the object is the Deployment of Karpenter's controller, according to its label, its image or its name. A mirror may have given
     * the image another name.
     */
    public static boolean isKarpenter(Tree manifest) {
        ObjectId id = ObjectId.of(manifest);
        return id.group().equals(GROUP)
                && id.kind().equals(KIND)
                && (manifest.text("metadata", "labels", NAME_LABEL)
                                .filter(NAME::equals)
                                .isPresent()
                        || containers(manifest).anyMatch(container -> isController(container, id.name())));
    }

    private static boolean isController(Tree container, String deployment) {
        return container.text("image").filter(image -> image.contains(IMAGE)).isPresent()
                || (deployment.equals(NAME)
                        && container.text("name").filter(CONTAINER::equals).isPresent());
    }

    /** Returns the settings; empty if the object is not the Deployment of Karpenter's controller. */
    public static Optional<KarpenterSettings> in(Tree manifest) {
        return isKarpenter(manifest) ? Optional.of(from(manifest)) : Optional.empty();
    }

    private static KarpenterSettings from(Tree deployment) {
        Tree container = containers(deployment)
                .filter(some -> some.text("name").filter(CONTAINER::equals).isPresent())
                .findFirst()
                .or(() -> containers(deployment).findFirst())
                .orElse(Tree.EMPTY);
        return new KarpenterSettings(
                flag(container).orElseGet(() -> variable(container)), refusesExpressions(container));
    }

    private static boolean refusesExpressions(Tree container) {
        return container.trees("env").stream()
                .filter(entry ->
                        entry.text("name").filter(FEATURE_GATES::equals).isPresent())
                .flatMap(entry -> entry.text("value").stream())
                .flatMap(value -> Stream.of(value.split(",")))
                .anyMatch(gate -> gate.strip().equals(NO_EXPRESSIONS));
    }

    private static Stream<Tree> containers(Tree deployment) {
        return deployment.trees("spec", "template", "spec", "containers").stream();
    }

    /** Returns the value of the last flag; empty if there is no flag. A flag overrides the variable. */
    private static Optional<OptionalInt> flag(Tree container) {
        List<String> words = new ArrayList<>();
        Stream.of("command", "args")
                .flatMap(list -> container.list(list).stream())
                .filter(Objects::nonNull)
                .forEach(word -> words.add(String.valueOf(word)));
        Optional<OptionalInt> last = Optional.empty();
        for (int at = 0; at < words.size(); at++) {
            // Go's flag package accepts one dash as well as two.
            String word = words.get(at).startsWith("--") ? words.get(at) : "-" + words.get(at);
            if (word.equals(FLAG)) {
                last = Optional.of(at + 1 < words.size() ? number(words.get(at + 1)) : OptionalInt.empty());
            } else if (word.startsWith(FLAG + "=")) {
                last = Optional.of(number(word.substring(FLAG.length() + 1)));
            }
        }
        return last;
    }

    /** Returns the value of the variable; 0 if the variable is not set. The value of a reference to another object is unknown. */
    private static OptionalInt variable(Tree container) {
        List<Tree> entries = container.trees("env").stream()
                .filter(entry ->
                        entry.text("name").filter(RESERVED_ENIS::equals).isPresent())
                .toList();
        if (entries.isEmpty()) {
            return container.list("envFrom").isEmpty() ? OptionalInt.of(0) : OptionalInt.empty();
        }
        Tree entry = entries.get(entries.size() - 1);
        return entry.value("valueFrom").isPresent()
                ? OptionalInt.empty()
                // Karpenter ignores a value that is not a number.
                : entry.text("value").map(KarpenterSettings::orNone).orElse(OptionalInt.of(0));
    }

    private static OptionalInt orNone(String value) {
        return value.contains("$(")
                ? OptionalInt.empty()
                : OptionalInt.of(number(value).orElse(0));
    }

    private static OptionalInt number(String text) {
        return text.matches("[+]?[0-9]{1,9}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }
}
