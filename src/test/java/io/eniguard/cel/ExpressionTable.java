package io.eniguard.cel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The expressions of {@code cel/expressions.txt} with their results, and the object that they are evaluated on. */
final class ExpressionTable {

    /** The object, without the fields that an API server adds. */
    static final Map<String, Object> CONFIG_MAP = Map.of(
            "apiVersion",
            "v1",
            "kind",
            "ConfigMap",
            "metadata",
            Map.of("name", "cel", "labels", Map.of("example.com/zone", "eu-west-1a")),
            "data",
            Map.of("text", "hello", "number", "42", "badRegex", "a["),
            "immutable",
            false);

    /** @param result {@code true}, {@code false} or {@code error} */
    record Row(String expression, String result) {}

    private ExpressionTable() {}

    static List<Row> rows() {
        try (InputStream file = ExpressionTable.class.getResourceAsStream("/cel/expressions.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" => ", 2))
                    .map(parts -> new Row(parts[0], parts[1]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
