package io.eniguard.tree;

import io.eniguard.tree.YamlBudget.Size;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;

/** The lists and mappings that are open at the current position of a YAML text, and the size and depth of each anchor's value. */
final class YamlNesting {

    private final YamlBudget budget;

    // The keys are strings and not the library's Anchor objects, because a HashMap with many equal hash codes is fast
    // only if its keys are comparable.
    private final Map<String, Extent> anchors = new HashMap<>();
    private final Deque<Open> open = new ArrayDeque<>();

    YamlNesting(YamlBudget budget) {
        this.budget = budget;
    }

    /** The size and the depth of an anchor's value. The size is null until the end of the value has been read. */
    private static final class Extent {
        private @Nullable Size size;
        private int height;
    }

    /** A list or mapping whose end has not been read yet. */
    private static final class Open {
        private final @Nullable Extent anchored;
        private final Size before;
        private int height;

        Open(@Nullable Extent anchored, Size before) {
            this.anchored = anchored;
            this.before = before;
        }
    }

    /** Forgets all anchors, because an anchor is valid only in its own document. */
    void beginDocument() {
        anchors.clear();
    }

    void alias(String name, int line) throws YamlSyntaxException {
        Extent extent = anchors.get(name);
        if (extent == null) {
            throw new YamlSyntaxException(line, YamlSyntaxException.oneLine("undefined alias " + name));
        }
        Size size = extent.size;
        if (size == null) {
            throw new YamlSyntaxException(line, YamlSyntaxException.oneLine("*%s refers to itself".formatted(name)));
        }
        budget.spendAlias(line, size);
        reach(line, extent.height);
    }

    void scalar(Optional<Anchor> anchor, int line, int length) throws YamlSyntaxException {
        Size before = budget.spent();
        budget.spendValue(line, length);
        anchor.ifPresent(name -> register(name).size = budget.spent().minus(before));
    }

    /** Begins a list or a mapping. */
    void begin(Optional<Anchor> anchor, int line) throws YamlSyntaxException {
        Size before = budget.spent();
        budget.spendValue(line, 0);
        open.push(new Open(anchor.map(this::register).orElse(null), before));
        reach(line, 0);
    }

    /** Ends the innermost list or mapping. */
    void end() {
        Open ended = open.pop();
        Extent extent = ended.anchored;
        if (extent != null) {
            extent.size = budget.spent().minus(ended.before);
            extent.height = ended.height + 1;
        }
        Open outer = open.peek();
        if (outer != null) {
            outer.height = Math.max(outer.height, ended.height + 1);
        }
    }

    /** Checks that this many further levels of lists and mappings can begin here. */
    private void reach(int line, int height) throws YamlSyntaxException {
        if (open.size() + height > DocumentLimits.MAX_DEPTH) {
            throw YamlSyntaxException.tooLarge(line, "nested deeper than " + DocumentLimits.MAX_DEPTH + " levels");
        }
        Open here = open.peek();
        if (here != null) {
            here.height = Math.max(here.height, height);
        }
    }

    private Extent register(Anchor anchor) {
        Extent extent = new Extent();
        anchors.put(anchor.getValue(), extent);
        return extent;
    }
}
