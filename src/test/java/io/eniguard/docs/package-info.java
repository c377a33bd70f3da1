/** Tests of the documentation: links, and commands that can be copied. */
@NullMarked
package io.eniguard.docs;

import org.jspecify.annotations.NullMarked;
