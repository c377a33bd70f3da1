package io.eniguard.source.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.cel.CelConditions;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.policy.Policy;
import io.eniguard.policy.PolicyReader;
import io.eniguard.review.CatalogueKinds;
import io.eniguard.tree.Place;
import io.eniguard.tree.PlacedObject;
import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlReader;
import io.eniguard.tree.YamlSyntaxException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests which custom rules the exemptions of {@code --policy} can name. */
class PolicyFilesTest {

    private static final List<PlacedObject> OF_CLUSTER =
            List.of(document("shared", "custom: [{id: own, expression: \"true\", message: m}]"));

    private final PolicyFiles files = new PolicyFiles(
            new PolicyReader(CatalogueKinds.ofRules(), new CelConditions()), Instant.parse("2026-11-30T12:00:00Z"));

    private static PlacedObject document(String name, String spec) {
        try {
            return new PlacedObject(
                    Tree.of(YamlReader.readAll("""
                            apiVersion: eniguard.io/v1alpha1
                            kind: CustomNetworkingPolicy
                            metadata: {name: %s}
                            spec: {%s}
                            """.formatted(name, spec)).get(0).content()), new Place(name, 1));
        } catch (YamlSyntaxException e) {
            throw new IllegalArgumentException(spec, e);
        }
    }

    private static List<PlacedObject> exempting(String name, String rule) {
        return List.of(document(
                name, "exemptions: [{rules: [%s], reason: r, owner: o, until: \"2027-01-31\"}]".formatted(rule)));
    }

    private static void assertUnknown(String rule, UnreadableInputException refused) {
        assertTrue(
                String.valueOf(refused.getMessage()).contains("\"" + rule + "\" is not the id of a rule"),
                refused::toString);
    }

    @Test
    void anExemptionCanNameACustomRuleOfTheCluster() throws Exception {
        List<PlacedObject> given = exempting("given", "own");

        assertEquals(
                List.of("given"),
                files.readBeside(OF_CLUSTER, given).all().stream()
                        .map(Policy::name)
                        .toList());
        assertUnknown("own", assertThrows(UnreadableInputException.class, () -> files.readBeside(List.of(), given)));
    }

    @Test
    void anExemptionCannotNameACustomRuleOfAPolicyThatIsReplaced() {
        assertUnknown(
                "own",
                assertThrows(
                        UnreadableInputException.class,
                        () -> files.readBeside(OF_CLUSTER, exempting("shared", "own"))));
    }

    /** The server reads the files before the policies of the cluster. */
    @Test
    void anExemptionCanNameACustomRuleOfAClusterThatIsNotKnown() throws Exception {
        assertEquals(1, files.readBesideUnknown(exempting("given", "own")).all().size());
        assertUnknown(
                "Own",
                assertThrows(UnreadableInputException.class, () -> files.readBesideUnknown(exempting("given", "Own"))));
    }
}
