package io.eniguard.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.policy.Parameter;
import io.eniguard.policy.Policy;
import io.eniguard.policy.RuleEntry;
import io.eniguard.review.CatalogueKinds;
import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that the policies on the pages of rules can be copied as they are. */
class RulePagePoliciesTest {

    private static final Instant WRITTEN = Instant.parse("2026-12-01T00:00:00Z");
    private static final Pattern POLICY =
            Pattern.compile("```yaml\n(apiVersion: eniguard\\.io/.*?)```", Pattern.DOTALL);

    static Stream<String> rules() {
        return CatalogueKinds.ofRules().configurable().stream()
                .filter(rule -> Files.exists(Path.of("docs/rules", rule + ".md")));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void eachPageHasAnEntryWithAllParametersAndAnExemption(String rule) throws Exception {
        List<Policy> policies = new ArrayList<>();
        Matcher shown = POLICY.matcher(Files.readString(Path.of("docs/rules", rule + ".md")));
        while (shown.find()) {
            Tree document = Tree.of(YamlReader.readAll(shown.group(1)).get(0).content());
            policies.add(CasePolicies.policy(document, WRITTEN));
        }
        assertEquals(2, policies.size());
        RuleEntry entry = policies.get(0).rules().get(0);
        assertEquals(rule, entry.rule());
        assertEquals(
                Parameter.ofRule(rule).collect(Collectors.toSet()),
                entry.parameters().keySet());
        assertEquals(Set.of(rule), policies.get(1).exemptions().get(0).rules());
        assertTrue(policies.get(1).rules().isEmpty());
    }
}
