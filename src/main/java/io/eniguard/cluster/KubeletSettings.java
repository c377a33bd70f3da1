package io.eniguard.cluster;

import io.eniguard.tree.Tree;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A kubelet configuration, in the format of the kubelet or in the format of nodeadm.
 *
 * @param key the key in the {@code data} of the ConfigMap; empty if the configuration is not in a ConfigMap
 * @param document the index of the YAML document in the value, starting at 0
 * @param content the configuration, including its kind
 */
public record KubeletSettings(Form form, String key, int document, Tree content) {

    /** The formats of a configuration. Each has a path to the number of pods. */
    public enum Form {
        /** The format of the kubelet, {@code kubelet.config.k8s.io}. */
        KUBELET_CONFIGURATION("KubeletConfiguration", "kubelet.config.k8s.io", MaxPods.KEY),
        /** The format of nodeadm, {@code node.eks.aws}. The program nodeadm starts AL2023 nodes: amazon-eks-ami, nodeadm. */
        NODE_CONFIG("NodeConfig", "node.eks.aws", "spec.kubelet.config." + MaxPods.KEY);

        private final String kind;
        private final String group;
        private final String path;

        Form(String kind, String group, String path) {
            this.kind = kind;
            this.group = group;
            this.path = path;
        }

        /** Returns the format of a configuration; empty for any other document. */
        static Optional<Form> of(Tree content) {
            ObjectId id = ObjectId.of(content);
            return Arrays.stream(values())
                    .filter(form -> id.kind().equals(form.kind)
                            && (id.apiVersion().isEmpty() || id.group().equals(form.group)))
                    .findFirst();
        }

        public String kind() {
            return kind;
        }

        public String group() {
            return group;
        }

        /** The keys that lead to the number of pods. */
        public List<String> path() {
            return List.of(path.split("\\."));
        }
    }

    /**
     * The number of pods that takes effect.
     *
     * @param name the name of the setting: {@code maxPods} or {@code --max-pods}
     */
    public record Limit(String name, MaxPods value) {}

    /** The name of the setting for an expression. */
    public static final String EXPRESSION = "maxPodsExpression";

    private static final String FLAG = "--max-pods";
    private static final String PER_CORE_FLAG = "--pods-per-core";

    /** The number of pods that the configuration sets. A flag overrides the field {@code maxPods}. */
    public Optional<Limit> limit() {
        return maxPodsFlag().or(() -> MaxPods.in(parent()).map(value -> new Limit(MaxPods.KEY, value)));
    }

    /** The flag with the number of pods; empty if there is none. */
    Optional<Limit> maxPodsFlag() {
        return flag(FLAG);
    }

    /** The number of pods for each vCPU, which limits the number of pods further; empty if it is not set. */
    public OptionalLong podsPerCore() {
        Optional<Limit> flag = flag(PER_CORE_FLAG);
        return flag.isPresent() ? flag.get().value().number() : PodsPerCore.in(parent());
    }

    /**
     * The expression from which nodeadm calculates the number of pods, as a value of any type; empty if there is none. nodeadm ignores an
     * empty text.
     */
    public Optional<MaxPods> expression() {
        return form == Form.NODE_CONFIG
                ? content.value("spec", "kubelet", EXPRESSION)
                        .filter(value -> !value.equals(""))
                        .map(MaxPods::new)
                : Optional.empty();
    }

    /** Whether the configuration has neither a number of pods nor an expression for it. */
    public boolean isWithoutNumber() {
        return limit().isEmpty() && expression().isEmpty();
    }

    /** The path of the number of pods, in the form that messages use. The number may be absent. */
    public String field() {
        return key.isEmpty() ? form.path : "data.%s: %s".formatted(key, form.path);
    }

    /** The path of the expression, in the form that messages use. */
    public String expressionField() {
        String path = "spec.kubelet." + EXPRESSION;
        return key.isEmpty() ? path : "data.%s: %s".formatted(key, path);
    }

    private Tree parent() {
        List<String> path = form.path();
        return content.at(path.subList(0, path.size() - 1).toArray(String[]::new));
    }

    /**
     * Returns the last value of a flag, because the kubelet uses the last value. nodeadm joins the entries with blanks, so one entry may
     * hold several flags, and the value of a flag may be a separate entry.
     */
    private Optional<Limit> flag(String name) {
        if (form != Form.NODE_CONFIG) {
            return Optional.empty();
        }
        List<String> words = content.list("spec", "kubelet", "flags").stream()
                .filter(String.class::isInstance)
                .flatMap(flag -> Stream.of(((String) flag).strip().split("\\s+")))
                .toList();
        Optional<Limit> last = Optional.empty();
        for (int at = 0; at < words.size(); at++) {
            String[] parts = words.get(at).split("=", 2);
            // The kubelet reads an underscore in the name of a flag as a dash.
            if (!parts[0].replace('_', '-').equals(name)) {
                continue;
            }
            Optional<String> next = at + 1 < words.size() ? Optional.of(words.get(at + 1)) : Optional.empty();
            last = (parts.length == 2 ? Optional.of(parts[1]) : next).map(text -> new Limit(name, number(text)));
        }
        return last;
    }

    /** Converts the value of a flag to a number if it consists of digits. */
    private static MaxPods number(String text) {
        boolean isNumber = text.matches("[+-]?[0-9]{1,18}");
        return new MaxPods(isNumber ? (Object) Long.valueOf(text) : text);
    }
}
