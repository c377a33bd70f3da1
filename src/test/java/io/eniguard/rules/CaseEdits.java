package io.eniguard.rules;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.ObjectId;
import io.eniguard.review.Patch;
import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Changes a case in the way of a user who applies a fix. */
final class CaseEdits {

    private CaseEdits() {}

    /** Sets a field of the object under review. */
    static RuleCase withField(RuleCase ruleCase, Object value, String... path) {
        return ruleCase.with(value, subject(ruleCase, path));
    }

    /** Renames a key in {@code spec} of the object under review. A single value becomes a list where a list is expected. */
    static RuleCase withSpecKey(RuleCase ruleCase, String from, String to) {
        Map<String, @Nullable Object> spec =
                new LinkedHashMap<>(ruleCase.subject().at("spec").fields());
        Object value = spec.remove(from);
        boolean isList = to.equals("securityGroups");
        if (isList && !(value instanceof List<?>)) {
            spec.put(to, List.of(String.valueOf(value)));
        } else {
            spec.put(to, !isList && value instanceof List<?> list ? list.get(0) : value);
        }
        return withField(ruleCase, spec, "spec");
    }

    /** Sets a variable of aws-node, which is the object under review or part of the cluster. */
    static RuleCase withVariable(RuleCase ruleCase, String name, String value) {
        return withEnvironment(ruleCase, environment -> {
            environment.removeIf(entry -> isOf(entry, name));
            environment.add(Map.of("name", name, "value", value));
        });
    }

    /** Renames a variable of aws-node. */
    static RuleCase withVariableName(RuleCase ruleCase, String from, String to) {
        return withEnvironment(
                ruleCase,
                environment -> environment.replaceAll(entry -> isOf(entry, from) ? renamed(entry, to) : entry));
    }

    /** Sets a tag of the subnet that the ENIConfig names. */
    static RuleCase withTag(RuleCase ruleCase, String key, String value) {
        String id = ruleCase.subject().text("spec", "subnet").orElse("");
        List<Object> subnets = new ArrayList<>();
        for (Tree subnet : ruleCase.content().trees("vpc", "Subnets")) {
            if (subnet.text("SubnetId").filter(id::equals).isPresent()) {
                List<Object> tags = new ArrayList<>(subnet.trees("Tags").stream()
                        .filter(tag -> tag.text("Key").filter(key::equals).isEmpty())
                        .map(Tree::fields)
                        .toList());
                tags.add(Map.of("Key", key, "Value", value));
                Map<String, @Nullable Object> tagged = new LinkedHashMap<>(subnet.fields());
                tagged.put("Tags", tags);
                subnets.add(tagged);
            } else {
                subnets.add(subnet.fields());
            }
        }
        return ruleCase.with(subnets, "vpc", "Subnets");
    }

    private static RuleCase withEnvironment(RuleCase ruleCase, Consumer<List<Object>> change) {
        UnaryOperator<Tree> changed = object -> changed(object, change);
        RuleCase result = CniSettings.isAwsNode(ObjectId.of(ruleCase.subject()))
                ? ruleCase.with(changed.apply(ruleCase.subject()).fields(), ruleCase.subjectPath())
                : ruleCase;
        // The cluster still has the old settings while a change of aws-node is under review.
        boolean isInCluster =
                !ruleCase.content().text("review", "operation").orElse("").equals("UPDATE") || result.equals(ruleCase);
        return isInCluster && ruleCase.content().value("cluster").isPresent()
                ? result.with(
                        ruleCase.content().trees("cluster").stream()
                                .map(object ->
                                        CniSettings.isAwsNode(ObjectId.of(object)) ? changed.apply(object) : object)
                                .map(Tree::fields)
                                .toList(),
                        "cluster")
                : result;
    }

    private static Tree changed(Tree daemonSet, Consumer<List<Object>> change) {
        List<Object> containers = new ArrayList<>();
        for (Tree container : daemonSet.trees("spec", "template", "spec", "containers")) {
            List<Object> environment = new ArrayList<>(container.list("env"));
            change.accept(environment);
            Map<String, @Nullable Object> copy = new LinkedHashMap<>(container.fields());
            copy.put("env", environment);
            containers.add(copy);
        }
        return Patch.set(daemonSet, containers, "spec", "template", "spec", "containers")
                .applyTo(daemonSet);
    }

    private static boolean isOf(Object entry, String name) {
        return entry instanceof Map<?, ?> map && name.equals(map.get("name"));
    }

    private static Object renamed(Object entry, String name) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        ((Map<?, ?>) entry).forEach((key, value) -> copy.put(String.valueOf(key), value));
        copy.put("name", name);
        return copy;
    }

    private static String[] subject(RuleCase ruleCase, String... path) {
        return Stream.concat(Stream.of(ruleCase.subjectPath()), Stream.of(path)).toArray(String[]::new);
    }
}
