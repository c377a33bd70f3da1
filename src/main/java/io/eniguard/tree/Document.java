package io.eniguard.tree;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One of the documents of a text in YAML or JSON.
 *
 * @param line where its first node stands, counted from 1
 * @param content a map, a list or a scalar, as {@link Tree} has them; null for an empty document
 * @param lines where the maps and lists inside it begin, by identity
 */
public record Document(int line, @Nullable Object content, IdentityHashMap<Object, Integer> lines) {

    /** Where a map or list of this document begins; the document's own line for what is not in it. */
    public int lineOf(@Nullable Object mapOrList) {
        return mapOrList == null ? line : lines.getOrDefault(mapOrList, line);
    }
}
