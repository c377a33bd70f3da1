/** Tests of the documentation: its links, and its commands, which readers copy. */
@NullMarked
package io.eniguard.docs;

import org.jspecify.annotations.NullMarked;
