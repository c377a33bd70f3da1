package io.eniguard.tree;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One document of a YAML or JSON text.
 *
 * @param line the line on which the content begins, starting at 1
 * @param content a map, a list or a scalar, of the types that {@link Tree} allows; null for an empty document
 * @param lines the lines on which the maps and lists of the document begin, by identity
 */
public record Document(int line, @Nullable Object content, IdentityHashMap<Object, Integer> lines) {

    /** Returns the line on which a map or list of this document begins. For any other value, returns the document's own line. */
    public int lineOf(@Nullable Object mapOrList) {
        return mapOrList == null ? line : lines.getOrDefault(mapOrList, line);
    }
}
