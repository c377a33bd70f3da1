package io.eniguard.tree;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads YAML 1.2, and so JSON too: several documents, anchors and merge keys. A key that stands twice in a mapping is an error,
 * since one of the two values would be lost.
 */
public final class YamlReader {

    private static final int MAX_CHARACTERS = 64 << 20;
    private static final int MAX_ALIASES = 1000;
    private static final int MAX_DEPTH = 100;

    static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setCodePointLimit(MAX_CHARACTERS)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .build();

    // An anchor that is used often is converted once and shared: a small text cannot grow into a large tree.
    private final IdentityHashMap<Node, @Nullable Object> converted = new IdentityHashMap<>();

    private YamlReader() {}

    /** All documents of the text, in order; empty ones too. */
    public static List<Document> readAll(String text) throws YamlSyntaxException {
        return readUntilError(text).orThrow();
    }

    /** The documents before the first error, and that error: what could be read is not lost. */
    public static Outcome readUntilError(String text) {
        List<Document> documents = new ArrayList<>();
        try {
            for (Node root : new Compose(SETTINGS).composeAllFromString(text)) {
                documents.add(new YamlReader().document(root));
            }
            return new Outcome(documents, null);
        } catch (YamlSyntaxException e) {
            return new Outcome(documents, e);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            return new Outcome(documents, new YamlSyntaxException(line, oneLine(e.getProblem())));
        } catch (YamlEngineException e) {
            return new Outcome(documents, new YamlSyntaxException(1, oneLine(String.valueOf(e.getMessage()))));
        }
    }

    /**
     * What a text held.
     *
     * @param documents those that could be read
     * @param error what stopped the reading; null when nothing did
     */
    public record Outcome(
            List<Document> documents, @Nullable YamlSyntaxException error) {

        public Outcome {
            documents = List.copyOf(documents);
        }

        List<Document> orThrow() throws YamlSyntaxException {
            if (error != null) {
                throw error;
            }
            return documents;
        }
    }

    private Document document(Node root) throws YamlSyntaxException {
        Object content = convert(root, 0);
        IdentityHashMap<Object, Integer> lines = new IdentityHashMap<>();
        converted.forEach((node, value) -> {
            if (value instanceof Map<?, ?> || value instanceof List<?>) {
                lines.put(value, lineOf(node));
            }
        });
        return new Document(lineOf(root), content, lines);
    }

    private @Nullable Object convert(Node node, int depth) throws YamlSyntaxException {
        if (depth > MAX_DEPTH) {
            throw error(node, "nested deeper than " + MAX_DEPTH + " levels");
        }
        if (converted.containsKey(node)) {
            return converted.get(node);
        }
        Object value;
        if (node instanceof ScalarNode scalar) {
            value = scalar(scalar);
        } else if (node instanceof SequenceNode sequence) {
            value = list(sequence, depth);
        } else {
            value = map((MappingNode) node, depth);
        }
        converted.put(node, value);
        return value;
    }

    private List<@Nullable Object> list(SequenceNode sequence, int depth) throws YamlSyntaxException {
        List<@Nullable Object> list = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            list.add(convert(element, depth + 1));
        }
        return list;
    }

    private Map<String, @Nullable Object> map(MappingNode mapping, int depth) throws YamlSyntaxException {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>();
        Map<String, @Nullable Object> own = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            String key = key(entry.getKeyNode());
            Object value = convert(entry.getValueNode(), depth + 1);
            if (key.equals("<<") && entry.getKeyNode() instanceof ScalarNode scalar && scalar.isPlain()) {
                merge(value, entry.getValueNode(), merged);
            } else if (own.containsKey(key)) {
                throw error(entry.getKeyNode(), "the key \"" + key + "\" stands twice");
            } else {
                own.put(key, value);
            }
        }
        if (merged.isEmpty()) {
            return own;
        }
        merged.putAll(own);
        return merged;
    }

    private static void merge(@Nullable Object value, Node where, Map<String, @Nullable Object> into)
            throws YamlSyntaxException {
        List<?> sources = value instanceof List<?> list ? list : List.of(value == null ? "" : value);
        for (Object source : sources) {
            if (!(source instanceof Map<?, ?>)) {
                throw error(where, "<< wants a mapping or a list of mappings");
            }
            // Of several, the first one wins.
            Tree.of(source).fields().forEach(into::putIfAbsent);
        }
    }

    private static String key(Node node) throws YamlSyntaxException {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw error(node, "a key is a text, not a list or a mapping");
    }

    private static @Nullable Object scalar(ScalarNode node) {
        Tag tag = node.getTag();
        String text = node.getValue();
        if (tag.equals(Tag.NULL)) {
            return null;
        } else if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        } else if (tag.equals(Tag.INT)) {
            return integer(text);
        } else if (tag.equals(Tag.FLOAT)) {
            return decimal(text);
        }
        return text;
    }

    private static Object integer(String text) {
        BigInteger number = text.startsWith("0x")
                ? new BigInteger(text.substring(2), 16)
                : text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    private static Object decimal(String text) {
        String plain = text.replace("+.", ".").toLowerCase(java.util.Locale.ROOT);
        return switch (plain) {
            case ".inf" -> Double.POSITIVE_INFINITY;
            case "-.inf" -> Double.NEGATIVE_INFINITY;
            case ".nan" -> Double.NaN;
            default -> Double.valueOf(plain);
        };
    }

    private static YamlSyntaxException error(Node node, String reason) {
        return new YamlSyntaxException(lineOf(node), reason);
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
