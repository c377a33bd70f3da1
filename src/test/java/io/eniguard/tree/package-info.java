/** Tests of reading and changing YAML texts. Start reading at {@link io.eniguard.tree.YamlInsertionTest}. */
@NullMarked
package io.eniguard.tree;

import org.jspecify.annotations.NullMarked;
