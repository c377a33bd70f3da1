package io.eniguard.cluster;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests label keys that Kubernetes accepts, and similar keys that it refuses. */
class LabelSyntaxTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k8s.amazonaws.com/eniConfig",
                "topology.kubernetes.io/zone",
                "eniConfig",
                "a",
                "A",
                "9",
                "a.b_c-d",
                "x/y",
                "1.2-3.x/y"
            })
    void isAKey(String text) {
        assertTrue(LabelSyntax.isKey(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "k8s.amazonaws.com/eniConfig ",
                " k8s.amazonaws.com/eniConfig",
                "k8s.amazonaws.com/eni config",
                "k8s.amazonaws.com/",
                "/eniConfig",
                "K8s.amazonaws.com/eniConfig",
                "k8s..com/eniConfig",
                "k8s.amazonaws.com./eniConfig",
                "-k8s/eniConfig",
                "a/b/c",
                "-a",
                "a-",
                "_a",
                "a_",
                "zür",
                "a\n"
            })
    void isNoKey(String text) {
        assertFalse(LabelSyntax.isKey(text));
    }

    @Test
    void aNameHas63CharactersAtMost() {
        assertTrue(LabelSyntax.isKey("p/" + "a".repeat(63)));
        assertFalse(LabelSyntax.isKey("p/" + "a".repeat(64)));
        assertTrue(LabelSyntax.isKey("a".repeat(63)));
        assertFalse(LabelSyntax.isKey("a".repeat(64)));
    }

    @Test
    void aPrefixHas253CharactersAtMost() {
        assertTrue(LabelSyntax.isKey("p".repeat(253) + "/a"));
        assertFalse(LabelSyntax.isKey("p".repeat(254) + "/a"));
    }
}
