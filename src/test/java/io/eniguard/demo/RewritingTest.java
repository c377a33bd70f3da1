package io.eniguard.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RewritingTest {

    @Test
    void anAddedLabelIsNamedWithItsValue() {
        assertEquals(
                Optional.of("adds the label k8s.amazonaws.com/eniConfig=a"),
                Rewriting.between(
                        json("{'metadata': {'name': 'n', 'labels': {'x': '1'}}}"),
                        json("{'metadata': {'uid': '7', 'labels': {'x': '1', 'k8s.amazonaws.com/eniConfig': 'a'}}}")));
    }

    @Test
    void onlyTheNewLinesOfATextAreShown() {
        assertEquals(
                Optional.of("writes into kubelet: maxPods: 20"),
                Rewriting.between(
                        json("{'data': {'kubelet': 'kind: K\\n# why\\n'}}"),
                        json("{'data': {'kubelet': 'kind: K\\nmaxPods: 20\\n# why\\n'}}")));
    }

    @Test
    void fieldsSetByTheApiServerAreIgnored() {
        assertEquals(
                Optional.empty(),
                Rewriting.between(
                        json("{'metadata': {'name': 'n'}}"),
                        json("{'metadata': {'name': 'n', 'uid': '7', 'labels': {}}, 'status': {'phase': 'x'}}")));
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = JsonProvider.provider().createReader(new StringReader(text.replace('\'', '"')))) {
            return reader.readObject();
        }
    }
}
