package io.eniguard.policy;

import io.eniguard.text.Quote;
import io.eniguard.tree.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads policies from documents. Reports all faults of a document at once. */
public final class PolicyReader {

    public static final int MOST_RULES = 100;
    public static final int MOST_CUSTOM_RULES = 100;
    public static final int MOST_EXEMPTIONS = 500;
    static final int MOST_GROUPS = 100;
    static final int LONGEST_GROUP = 256;

    private static final int LONGEST_NAME = 253;

    /** The name that reports have in place of a policy's name for results that no policy decides. */
    private static final String RESERVED_NAME = "built-in";

    static final List<String> DOCUMENT = List.of("apiVersion", "kind", "metadata", "spec", "status");
    static final List<String> SPEC = List.of("match", "rules", "custom", "exemptions", "breakGlass");
    static final List<String> ENTRY = List.of("id", "action", "actions", "onUnknown", "parameters", "match");

    private final RuleKinds catalogue;
    private final Conditions conditions;

    /** @param conditions compiles the expressions of custom rules */
    public PolicyReader(RuleKinds catalogue, Conditions conditions) {
        this.catalogue = catalogue;
        this.conditions = conditions;
    }

    /**
     * The result of reading a document.
     *
     * @param policy the policy; empty if there are faults
     * @param faults the faults in the order of the document's parts
     * @param warnings mistakes that do not keep the policy from coming into force
     * @param outdatedFrom the first instant at which a fault is gone although the document has not changed; empty if there is none
     */
    public record Outcome(
            Optional<Policy> policy,
            List<PolicyFault> faults,
            List<PolicyFault> warnings,
            Optional<Instant> outdatedFrom) {

        public Outcome {
            faults = List.copyOf(faults);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Reads a document of the kind {@code CustomNetworkingPolicy}.
     *
     * @param customIds the ids of custom rules in other policies, which exemptions can name
     * @param now the instant from which the ends of exemptions are counted
     */
    public Outcome read(Tree document, PolicyOrigin origin, Set<String> customIds, Instant now) {
        List<PolicyFault> faults = new ArrayList<>();
        PolicyField root = PolicyField.root(document, faults);
        List<PolicyFault> warnings = new ArrayList<>();
        Policy policy = policy(root, origin, customIds, now, warnings);
        return new Outcome(
                faults.isEmpty() ? Optional.of(policy) : Optional.empty(),
                faults,
                warnings,
                policy.exemptions().stream()
                        .map(exemption -> UntilReader.acceptedFrom(exemption.until(), origin))
                        .filter(now::isBefore)
                        .min(Comparator.naturalOrder()));
    }

    /** Returns whether the document is a policy in any version. */
    public static boolean isPolicy(Tree document) {
        return document.text("kind").filter(Policy.KIND::equals).isPresent()
                && document.text("apiVersion")
                        .filter(version -> version.startsWith(Policy.GROUP + "/"))
                        .isPresent();
    }

    /** Returns the ids of the custom rules in a document, which may have faults. */
    public static Set<String> customIds(Tree document) {
        Set<String> ids = new LinkedHashSet<>();
        document.trees("spec", "custom").forEach(rule -> rule.text("id").ifPresent(ids::add));
        return ids;
    }

    private Policy policy(
            PolicyField root, PolicyOrigin origin, Set<String> customIds, Instant now, List<PolicyFault> warnings) {
        root.isMapping(DOCUMENT);
        checkVersion(root.at("apiVersion"));
        String name = name(root.at("metadata"));
        PolicyField spec = root.at("spec");
        if (spec.isAbsent()) {
            spec.fault("the policy has no spec", "write spec with rules, custom, exemptions or breakGlass");
        }
        spec.isMapping(SPEC);
        ObjectMatch match = ObjectMatchReader.read(spec.at("match"));
        List<RuleEntry> rules = new ArrayList<>();
        spec.at("rules").items(MOST_RULES).forEach(item -> entry(item).ifPresent(rules::add));
        CustomRuleReader customReader = new CustomRuleReader(catalogue, conditions);
        List<CustomRule> custom = new ArrayList<>();
        spec.at("custom")
                .items(MOST_CUSTOM_RULES)
                .forEach(item -> customReader.read(item, name, match).ifPresent(custom::add));
        Set<String> allCustomIds = new HashSet<>(customIds);
        custom.forEach(rule -> allCustomIds.add(rule.id()));
        ExemptionReader exemptionReader = new ExemptionReader(catalogue, allCustomIds, origin, now, warnings);
        List<Exemption> exemptions = new ArrayList<>();
        spec.at("exemptions")
                .items(MOST_EXEMPTIONS)
                .forEach(item -> exemptionReader.read(item).ifPresent(exemptions::add));
        return new Policy(name, match, rules, custom, exemptions, groups(spec.at("breakGlass")));
    }

    private static void checkVersion(PolicyField field) {
        String right = Policy.GROUP + "/" + Policy.VERSION;
        Optional<String> version = field.required(LONGEST_NAME, "write " + right);
        if (version.filter(typed -> !typed.equals(right)).isPresent()) {
            field.wrong("is not the API version of policies", "write " + right);
        }
    }

    private static String name(PolicyField metadata) {
        Tree tree = Tree.of(metadata.value());
        if (tree.value("name").isEmpty() && tree.value("generateName").isPresent()) {
            return tree.text("generateName").orElse("");
        }
        PolicyField field = metadata.at("name");
        Optional<String> name = field.required(LONGEST_NAME, "write the name of the policy");
        if (name.filter(RESERVED_NAME::equals).isPresent()) {
            field.wrong("stands for built-in actions in reports", "choose another name");
        }
        return name.orElse("");
    }

    private Optional<RuleEntry> entry(PolicyField item) {
        if (item.isAbsent()) {
            item.fault("the entry is empty", "remove the item, or write the id of a rule");
        }
        if (!item.isMapping(ENTRY)) {
            return Optional.empty();
        }
        PolicyField field = item.at("id");
        Optional<String> id = field.required(LONGEST_NAME, "write the id of a rule");
        Actions actions = ActionsReader.read(item, Actions.BUILT_IN);
        ObjectMatch match = ObjectMatchReader.read(item.at("match"));
        if (id.isEmpty()) {
            return Optional.empty();
        } else if (!catalogue.isConfigurable(id.get())) {
            unusable(field, id.get());
            return Optional.empty();
        }
        Map<Parameter, Object> parameters = ParametersReader.read(item.at("parameters"), id.get());
        return Optional.of(new RuleEntry(id.get(), actions, parameters, match));
    }

    private void unusable(PolicyField field, String id) {
        if (catalogue.isRule(id)) {
            field.fault(Quote.of(id) + " has a fixed action", "remove the entry");
        } else {
            field.unknown(id, "the id of a rule", catalogue.configurable());
        }
    }

    private static Set<String> groups(PolicyField breakGlass) {
        if (!breakGlass.isMapping(List.of("groups"))) {
            return Set.of();
        }
        return new HashSet<>(breakGlass.at("groups").texts(MOST_GROUPS, LONGEST_GROUP));
    }
}
