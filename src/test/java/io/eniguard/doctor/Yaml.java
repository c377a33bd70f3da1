package io.eniguard.doctor;

import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlReader;
import io.eniguard.tree.YamlSyntaxException;

/** Parses YAML that stands for an object or for an answer of AWS or of the API server. */
final class Yaml {

    private Yaml() {}

    static Tree of(String text) {
        try {
            return Tree.of(YamlReader.readAll(text).get(0).content());
        } catch (YamlSyntaxException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
