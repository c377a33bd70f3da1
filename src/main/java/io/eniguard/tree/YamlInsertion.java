package io.eniguard.tree;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Adds one number to a YAML or JSON text and leaves every other character as it is: comments, quotes, order and line ends. What
 * comes out is read again, and given back only when it holds exactly what the text held and that number.
 */
public final class YamlInsertion {

    private static final String DEFAULT_LINE_END = "\n";
    private static final int INDENT = 2;

    private final String text;
    private final List<String> path;
    private final long value;

    private YamlInsertion(String text, List<String> path, long value) {
        this.text = text;
        this.path = List.copyOf(path);
        this.value = value;
    }

    /**
     * The text with the number added; empty where that cannot be done, since something stands in its way, or the mapping is used
     * in several places.
     *
     * @param document which one of the text's documents, from 0
     * @param path keys from the document's root; mappings that are absent are made
     */
    public static Optional<String> insert(String text, int document, List<String> path, long value) {
        return new YamlInsertion(text, path, value).into(document);
    }

    private Optional<String> into(int document) {
        try {
            List<Document> before = YamlReader.readAll(text);
            Node root = node(document);
            if (!(root instanceof MappingNode mapping)) {
                return Optional.empty();
            }
            Optional<String> result = into(mapping, 0);
            return result.isPresent() && isRight(before, YamlReader.readAll(result.get()), document)
                    ? result
                    : Optional.empty();
        } catch (YamlSyntaxException | YamlEngineException e) {
            return Optional.empty();
        }
    }

    private @Nullable Node node(int document) {
        int number = 0;
        for (Node root : new Compose(YamlReader.SETTINGS).composeAllFromString(text)) {
            if (number++ == document) {
                return root;
            }
        }
        return null;
    }

    /** Follows the path as far as there are mappings, and adds the rest of it to the last one. */
    private Optional<String> into(MappingNode mapping, int depth) {
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(path.get(depth))) {
                return depth < path.size() - 1 && entry.getValueNode() instanceof MappingNode next
                        ? into(next, depth + 1)
                        : Optional.empty();
            }
        }
        List<String> rest = path.subList(depth, path.size());
        return Optional.of(
                mapping.getFlowStyle() == FlowStyle.FLOW ? intoFlow(mapping, rest) : intoBlock(mapping, rest));
    }

    /** {@code {"a": 1}}: after the last member, on a line of its own when that one has its own line. */
    private String intoFlow(MappingNode mapping, List<String> rest) {
        List<NodeTuple> entries = mapping.getValue();
        String member = flowMember(rest, isQuoted(mapping) ? "\"" : "");
        if (entries.isEmpty()) {
            return with(start(mapping) + 1, member);
        }
        NodeTuple last = entries.get(entries.size() - 1);
        return with(end(last.getValueNode()), "," + spaceBefore(start(last.getKeyNode())) + member);
    }

    private String flowMember(List<String> rest, String quote) {
        StringBuilder member = new StringBuilder(String.valueOf(value));
        for (int i = rest.size() - 1; i >= 0; i--) {
            member.insert(0, quote + rest.get(i) + quote + ": ");
            if (i > 0) {
                member.insert(0, '{').append('}');
            }
        }
        return member.toString();
    }

    private static boolean isQuoted(MappingNode mapping) {
        return mapping.getValue().isEmpty()
                || (mapping.getValue().get(0).getKeyNode() instanceof ScalarNode key
                        && key.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED);
    }

    /** White space between a member and the comma or brace before it; one blank when there is more than that. */
    private String spaceBefore(int position) {
        int from = position;
        while (from > 0 && Character.isWhitespace(text.charAt(from - 1))) {
            from--;
        }
        boolean isPlain = from > 0 && (text.charAt(from - 1) == ',' || text.charAt(from - 1) == '{');
        String space = text.substring(from, position);
        return isPlain && !space.isEmpty() ? space : " ";
    }

    /** After the last member that has a line to itself; before the first member where none has. */
    private String intoBlock(MappingNode mapping, List<String> rest) {
        List<NodeTuple> entries = mapping.getValue();
        int column = column(entries.get(0).getKeyNode());
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (isOneLine(entries.get(i))) {
                return afterLine(end(entries.get(i).getValueNode()), blockMember(rest, column));
            }
        }
        int first = start(entries.get(0).getKeyNode());
        return with(first, blockMember(rest, column).strip() + lineEnd() + " ".repeat(column));
    }

    private String blockMember(List<String> rest, int column) {
        StringBuilder member = new StringBuilder();
        for (int i = 0; i < rest.size(); i++) {
            member.append(i == 0 ? "" : lineEnd())
                    .append(" ".repeat(column + i * INDENT))
                    .append(rest.get(i))
                    .append(':');
        }
        return member.append(' ').append(value).toString();
    }

    private static boolean isOneLine(NodeTuple entry) {
        return entry.getKeyNode() instanceof ScalarNode key
                && entry.getValueNode() instanceof ScalarNode value
                && (value.getScalarStyle() == ScalarStyle.PLAIN
                        || value.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED
                        || value.getScalarStyle() == ScalarStyle.SINGLE_QUOTED)
                && line(key.getStartMark()) == line(value.getEndMark());
    }

    private String afterLine(int position, String line) {
        int newline = text.indexOf('\n', position);
        return newline < 0 ? text + lineEnd() + line : with(newline + 1, line + lineEnd());
    }

    /** The text's own, going by its first line. */
    private String lineEnd() {
        int newline = text.indexOf('\n');
        return newline > 0 && text.charAt(newline - 1) == '\r' ? "\r\n" : DEFAULT_LINE_END;
    }

    private String with(int position, String addition) {
        return text.substring(0, position) + addition + text.substring(position);
    }

    private int start(Node node) {
        return position(node.getStartMark());
    }

    private int end(Node node) {
        return position(node.getEndMark());
    }

    /** Marks count code points. */
    private int position(Optional<Mark> mark) {
        return text.offsetByCodePoints(0, mark.orElseThrow().getIndex());
    }

    private static int line(Optional<Mark> mark) {
        return mark.orElseThrow().getLine();
    }

    private static int column(Node node) {
        return node.getStartMark().orElseThrow().getColumn();
    }

    private boolean isRight(List<Document> before, List<Document> after, int document) {
        if (before.size() != after.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            Object was = before.get(i).content();
            Object expected = i == document ? added(was, path) : was;
            if (!Objects.equals(expected, after.get(i).content())) {
                return false;
            }
        }
        return true;
    }

    private Object added(@Nullable Object mapping, List<String> rest) {
        if (rest.isEmpty()) {
            return value;
        }
        Map<String, @Nullable Object> copy =
                new LinkedHashMap<>(Tree.of(mapping).fields());
        copy.put(rest.get(0), added(copy.get(rest.get(0)), rest.subList(1, rest.size())));
        return copy;
    }
}
