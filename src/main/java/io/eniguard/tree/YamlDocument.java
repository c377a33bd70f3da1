package io.eniguard.tree;

import org.jspecify.annotations.Nullable;

/**
 * One of the documents of a YAML stream.
 *
 * @param line where its first node stands, counted from 1
 * @param content a map, a list or a scalar, as {@link Tree} has them; null for an empty document
 */
public record YamlDocument(int line, @Nullable Object content) {}
