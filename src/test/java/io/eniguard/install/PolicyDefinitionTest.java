package io.eniguard.install;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.policy.ConditionScope;
import io.eniguard.policy.Parameter;
import io.eniguard.policy.PolicyReader;
import io.eniguard.registration.PolicyDefinition;
import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that the definition of policies describes what eniguard reads. */
class PolicyDefinitionTest {

    private static final String ACTIONS = "[Deny, Warn, Audit, Off, false]";

    private static Tree schema() throws Exception {
        return Tree.of(YamlReader.readAll(PolicyDefinition.yaml()).get(0).content())
                .trees("spec", "versions")
                .get(0)
                .at("schema", "openAPIV3Schema");
    }

    private static Tree spec(String... path) throws Exception {
        Tree here = schema().at("properties", "spec");
        for (String step : path) {
            here = step.equals("[]") ? here.at("items") : here.at("properties", step);
        }
        return here;
    }

    /** A schema and its path, such as {@code spec.rules[].id}. */
    private record Described(String path, Tree schema) {}

    private static List<Described> all() throws Exception {
        List<Described> all = new ArrayList<>();
        schema().at("properties").keys().stream()
                .filter(key -> !key.equals("metadata"))
                .forEach(key -> collect(new Described(key, root(key)), all));
        return all;
    }

    private static Tree root(String key) {
        try {
            return schema().at("properties", key);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void collect(Described from, List<Described> into) {
        into.add(from);
        Tree schema = from.schema();
        schema.at("properties")
                .keys()
                .forEach(key -> collect(new Described(from.path() + "." + key, schema.at("properties", key)), into));
        for (String below : List.of("items", "additionalProperties")) {
            if (!schema.at(below).isEmpty()) {
                collect(new Described(from.path() + "[]", schema.at(below)), into);
            }
        }
    }

    @Test
    void everyFieldHasADescriptionThatBeginsWithASentence() throws Exception {
        assertEquals(
                List.of(),
                all().stream()
                        .filter(field -> !field.path().endsWith("[]"))
                        .filter(field -> field.schema()
                                .text("description")
                                .filter(text -> text.matches("(?s)[A-Z].{10,}[.]"))
                                .isEmpty())
                        .map(Described::path)
                        .toList());
    }

    /** Without bounds, the API server assumes the worst and refuses the validation rules. */
    @Test
    void everyListMapAndTextIsBounded() throws Exception {
        assertEquals(
                List.of(),
                all().stream()
                        .filter(field -> !isBounded(field.schema()))
                        .map(Described::path)
                        .toList());
    }

    private static boolean isBounded(Tree schema) {
        return switch (schema.text("type").orElse("")) {
            case "array" -> schema.integer("maxItems").isPresent();
            case "string" ->
                schema.integer("maxLength").isPresent()
                        || schema.value("enum").isPresent()
                        || schema.text("format").isPresent();
            case "object" ->
                !schema.at("properties").isEmpty()
                        || schema.integer("maxProperties").isPresent();
            default -> true;
        };
    }

    @Test
    void theParametersAreThoseOfTheRules() throws Exception {
        assertEquals(
                Stream.of(Parameter.values()).map(Parameter::key).collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(spec("rules", "[]", "parameters").at("properties").keys()));
        for (Parameter parameter : Parameter.values()) {
            String text = spec("rules", "[]", "parameters", parameter.key())
                    .text("description")
                    .orElse("");
            assertEquals("For " + parameter.rule(), text.substring(0, text.indexOf(':')), parameter.key());
        }
    }

    @Test
    void aParameterOfAnotherRuleIsRefused() throws Exception {
        assertEquals(
                Stream.of(Parameter.values())
                        .map(parameter ->
                                "%s is a parameter of the rule %s".formatted(parameter.key(), parameter.rule()))
                        .toList(),
                spec("rules", "[]").trees("x-kubernetes-validations").stream()
                        .map(rule -> rule.text("message").orElse(""))
                        .toList());
    }

    @Test
    void theKindsAreThoseThatPoliciesSelect() throws Exception {
        assertEquals(
                Set.of(ConditionScope.KINDS.toString()),
                all().stream()
                        .filter(field -> field.path().endsWith("kinds[]"))
                        .map(field -> field.schema().list("enum").toString())
                        .map(kinds -> new TreeSet<>(List.of(
                                        kinds.substring(1, kinds.length() - 1).split(", ")))
                                .toString())
                        .collect(Collectors.toSet()));
    }

    @Test
    void theActionsAreThoseOfEntries() throws Exception {
        List<Described> actions = all().stream()
                .filter(field -> field.path().matches(".*\\.(action|onUnknown|onError|admission|audit|check)"))
                .toList();

        assertEquals(11, actions.size());
        actions.forEach(
                field -> assertEquals(ACTIONS, field.schema().list("enum").toString(), field.path()));
    }

    @Test
    void theLimitsAreThoseOfTheReader() throws Exception {
        assertEquals(PolicyReader.MOST_RULES, spec("rules").integer("maxItems").orElseThrow());
        assertEquals(
                PolicyReader.MOST_CUSTOM_RULES,
                spec("custom").integer("maxItems").orElseThrow());
        assertEquals(
                PolicyReader.MOST_EXEMPTIONS,
                spec("exemptions").integer("maxItems").orElseThrow());
        assertEquals(
                4_096, spec("custom", "[]", "expression").integer("maxLength").orElseThrow());
    }
}
