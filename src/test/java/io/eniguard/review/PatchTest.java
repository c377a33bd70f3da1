package io.eniguard.review;

import static io.eniguard.review.Manifests.yaml;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchTest {

    private static final String KEY = "k8s.amazonaws.com/eniConfig";

    private static List<String> pointers(Patch patch) {
        return patch.operations().stream().map(Patch.Add::pointer).toList();
    }

    /** The API server sometimes keeps members that are null; an "add" of RFC 6902 replaces them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                    | /metadata, /metadata/labels, /metadata/labels/k8s.amazonaws.com~1eniConfig
            {metadata: null}                      | /metadata, /metadata/labels, /metadata/labels/k8s.amazonaws.com~1eniConfig
            {metadata: {name: n}}                 | /metadata/labels, /metadata/labels/k8s.amazonaws.com~1eniConfig
            {metadata: {labels: null}}            | /metadata/labels, /metadata/labels/k8s.amazonaws.com~1eniConfig
            {metadata: {labels: {}}}              | /metadata/labels/k8s.amazonaws.com~1eniConfig
            {metadata: {labels: {a: b}}}          | /metadata/labels/k8s.amazonaws.com~1eniConfig
            {metadata: {labels: {k8s.amazonaws.com/eniConfig: other}}} | /metadata/labels/k8s.amazonaws.com~1eniConfig
            """)
    void createsTheMissingMappingsOfThePath(String object, String operations) {
        Tree before = yaml(object);
        Patch patch = Patch.set(before, "us-west-2a", "metadata", "labels", KEY);
        assertEquals(List.of(operations.split(", ")), pointers(patch));
        assertEquals(
                "us-west-2a",
                patch.applyTo(before).text("metadata", "labels", KEY).orElseThrow());
    }

    @Test
    void changesNothingIfTheValueIsAlreadySet() {
        Tree object = yaml("{metadata: {labels: {k8s.amazonaws.com/eniConfig: us-west-2a}}}");
        assertEquals(Patch.NONE, Patch.set(object, "us-west-2a", "metadata", "labels", KEY));
    }

    @Test
    void leavesAllOtherValuesUnchanged() {
        Tree object = yaml("{metadata: {labels: {a: b}, name: n}, spec: {x: [1, null]}}");
        Tree patched =
                Patch.set(object, "us-west-2a", "metadata", "labels", KEY).applyTo(object);
        assertEquals(
                yaml(
                        "{metadata: {labels: {a: b, k8s.amazonaws.com/eniConfig: us-west-2a}, name: n}, spec: {x: [1, null]}}"),
                patched);
        assertEquals(yaml("{metadata: {labels: {a: b}, name: n}, spec: {x: [1, null]}}"), object);
    }

    @Test
    void escapesTildesBeforeSlashes() {
        assertEquals("/a~1b/c~0d/e~01f", new Patch.Add(List.of("a/b", "c~d", "e~1f"), "x").pointer());
    }

    @Test
    void twoPatchesCanBeCombined() {
        Tree object = yaml("{}");
        Patch first = Patch.set(object, "1", "a", "b");
        Patch second = Patch.set(first.applyTo(object), "2", "a", "c");
        assertEquals(
                Map.of("a", Map.of("b", "1", "c", "2")),
                first.and(second).applyTo(object).fields());
    }

    @Test
    void refusesAPathThroughAValueThatIsNoMapping() {
        Patch patch = new Patch(List.of(new Patch.Add(List.of("metadata", "labels"), "x")));
        assertThrows(IllegalStateException.class, () -> patch.applyTo(yaml("{metadata: text}")));
    }
}
