package io.eniguard.cluster;

import io.eniguard.tree.Tree;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a kubelet is told about its pods, in the kubelet's own form or in that of nodeadm.
 *
 * @param key of the ConfigMap's {@code data}; empty where the object itself is the configuration
 * @param document which one of the value's YAML documents, from 0
 * @param content the configuration, with its kind
 */
public record KubeletSettings(Form form, String key, int document, Tree content) {

    /** The forms that there are, each with the place of the number of pods. */
    public enum Form {
        /** {@code kubelet.config.k8s.io}. */
        KUBELET_CONFIGURATION("KubeletConfiguration", "kubelet.config.k8s.io", MaxPods.KEY),
        /** {@code node.eks.aws}, which AL2023 and Bottlerocket's kin are started with: amazon-eks-ami, nodeadm. */
        NODE_CONFIG("NodeConfig", "node.eks.aws", "spec.kubelet.config." + MaxPods.KEY);

        private final String kind;
        private final String group;
        private final String path;

        Form(String kind, String group, String path) {
            this.kind = kind;
            this.group = group;
            this.path = path;
        }

        /** The form of a configuration; empty for anything else. */
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

        /** Steps to the number of pods. */
        public List<String> path() {
            return List.of(path.split("\\."));
        }
    }

    /**
     * The number of pods that counts.
     *
     * @param name as whoever wrote it calls it: {@code maxPods} or {@code --max-pods}
     */
    public record Limit(String name, MaxPods value) {}

    private static final String FLAG = "--max-pods";

    /** A kubelet takes a flag before what any file says. */
    public Optional<Limit> limit() {
        return flag().or(() -> MaxPods.in(parent()).map(value -> new Limit(MaxPods.KEY, value)));
    }

    /** nodeadm works the number out from an expression, unless the configuration names one. */
    public boolean isComputed() {
        return form == Form.NODE_CONFIG
                && content.value("spec", "kubelet", "maxPodsExpression").isPresent();
    }

    /** Whether the configuration has neither a number nor an expression for one. */
    public boolean isWithoutNumber() {
        return limit().isEmpty() && !isComputed();
    }

    /** Where the number is, or would be. */
    public String field() {
        return key.isEmpty() ? form.path : "data.%s: %s".formatted(key, form.path);
    }

    private Tree parent() {
        List<String> path = form.path();
        return content.at(path.subList(0, path.size() - 1).toArray(String[]::new));
    }

    private Optional<Limit> flag() {
        if (form != Form.NODE_CONFIG) {
            return Optional.empty();
        }
        Optional<Limit> last = Optional.empty();
        for (Object flag : content.list("spec", "kubelet", "flags")) {
            if (flag instanceof String text && text.strip().matches(FLAG + "[= ].*")) {
                last = Optional.of(new Limit(
                        FLAG, number(text.strip().substring(FLAG.length() + 1).strip())));
            }
        }
        return last;
    }

    /** Flags are texts, so here digits are a number. */
    private static MaxPods number(String text) {
        boolean isNumber = text.toLowerCase(Locale.ROOT).matches("[+-]?[0-9]{1,18}");
        return new MaxPods(isNumber ? (Object) Long.valueOf(text) : text);
    }
}
