/** Texts read and changed: start reading at {@link io.eniguard.tree.YamlInsertionTest}. */
@NullMarked
package io.eniguard.tree;

import org.jspecify.annotations.NullMarked;
