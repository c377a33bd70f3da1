package io.eniguard.tree;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/**
 * The lines of the fields of one mapping in a YAML or JSON text. The text is parsed again, but only if an error needs the line numbers.
 */
public final class FieldLines {

    private final Node mapping;

    private FieldLines(Node mapping) {
        this.mapping = mapping;
    }

    /** @param line the line of a scalar, or of the key of a list or mapping */
    private record Node(int line, Map<String, Node> members, List<Node> items) {

        Node(int line) {
            this(line, Map.of(), List.of());
        }

        Node at(int other) {
            return new Node(other, members, items);
        }
    }

    /**
     * Returns the lines of the outermost mapping that begins on this line; empty if there is none.
     *
     * @param line the line of the mapping's first key, or of its opening brace, starting at 1
     */
    public static Optional<FieldLines> of(String text, int line) {
        Search search = new Search(line);
        try {
            YamlEvents events = new YamlEvents(text, YamlBudget.ofFile());
            for (Optional<Event> root = events.nextDocument(); root.isPresent(); root = events.nextDocument()) {
                search.node(root.get(), events);
            }
        } catch (YamlSyntaxException e) {
            // The mapping may precede the error.
            return search.found();
        }
        return search.found();
    }

    /**
     * Returns the line of a field.
     *
     * @param path the path, such as {@code spec.rules[2].id}. If the text does not contain the field, the line of the nearest field above is
     *     returned.
     */
    public int line(String path) {
        return line(mapping, path);
    }

    private static int line(Node node, String path) {
        if (path.startsWith("[")) {
            int end = path.indexOf(']');
            Optional<Node> item = end < 0 ? Optional.empty() : item(node, path.substring(1, end));
            return item.map(found -> line(found, path.substring(end + 1))).orElse(node.line());
        }
        String rest = path.startsWith(".") ? path.substring(1) : path;
        for (Map.Entry<String, Node> member : node.members().entrySet()) {
            String key = member.getKey();
            if (rest.equals(key) || rest.startsWith(key + ".") || rest.startsWith(key + "[")) {
                return line(member.getValue(), rest.substring(key.length()));
            }
        }
        return node.line();
    }

    private static Optional<Node> item(Node node, String index) {
        try {
            int number = Integer.parseInt(index);
            return number < node.items().size() ? Optional.of(node.items().get(number)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static final class Search {

        private final int line;
        private boolean isBelow;
        private @Nullable Node found;

        Search(int line) {
            this.line = line;
        }

        Optional<FieldLines> found() {
            return Optional.ofNullable(found).map(FieldLines::new);
        }

        Node node(Event start, YamlEvents events) throws YamlSyntaxException {
            int here = YamlEvents.line(start);
            if (start instanceof SequenceStartEvent) {
                List<Node> items = new ArrayList<>();
                for (Event event = events.next();
                        !event.getEventId().equals(Event.ID.SequenceEnd);
                        event = events.next()) {
                    items.add(node(event, events));
                }
                return new Node(here, Map.of(), items);
            } else if (!(start instanceof MappingStartEvent)) {
                // An alias has no fields of its own.
                return new Node(here);
            }
            boolean isWanted = !isBelow && found == null && here == line;
            isBelow |= isWanted;
            Node mapping = new Node(here, members(events), List.of());
            if (isWanted) {
                found = mapping;
                isBelow = false;
            }
            return mapping;
        }

        private Map<String, Node> members(YamlEvents events) throws YamlSyntaxException {
            Map<String, Node> members = new LinkedHashMap<>();
            for (Event key = events.next(); !key.getEventId().equals(Event.ID.MappingEnd); key = events.next()) {
                int ofKey = YamlEvents.line(key);
                Event value = events.next();
                Node node = node(value, events);
                if (key instanceof ScalarEvent name) {
                    members.put(name.getValue(), value instanceof ScalarEvent ? node : node.at(ofKey));
                }
            }
            return members;
        }
    }
}
