package io.eniguard.source.file;

import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.NodeClass;
import io.eniguard.cluster.NodePool;
import io.eniguard.tree.PlacedObject;
import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes objects of a template that is not rendered but still valid YAML, because its actions are quoted or in the middle of a text.
 * Objects of other kinds are not examined, because a ConfigMap, for example, may contain the template of another program.
 */
public final class TemplateValues {

    private static final Set<String> KINDS = Set.of(EniConfig.KIND, NodeClass.KIND, NodePool.KIND);

    /** The starts of actions in templates for Helm and Jinja, and of variables for Terraform, Flux and envsubst. */
    private static final List<String> MARKS = List.of("{{", "{%", "${");

    /** The user data of a node may contain a template for a program on the node. */
    private static final String USER_DATA = "userData";

    private TemplateValues() {}

    /** Whether the name of the object or a text in its spec contains an action or a variable of a template, such as {@code ${subnet}}. */
    public static boolean isIn(PlacedObject placed) {
        Tree object = placed.object();
        return object.text("kind").filter(KINDS::contains).isPresent()
                && (isAction(object.value("metadata", "name").orElse(null))
                        || isAction(object.value("spec").orElse(null)));
    }

    private static boolean isAction(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .anyMatch(entry -> !USER_DATA.equals(entry.getKey()) && isAction(entry.getValue()));
        } else if (value instanceof List<?> list) {
            return list.stream().anyMatch(TemplateValues::isAction);
        }
        return value instanceof String text && MARKS.stream().anyMatch(text::contains);
    }
}
