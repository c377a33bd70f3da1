/** The arithmetic of max-pods against AWS's own numbers, and the table it rests on. */
@NullMarked
package io.eniguard.maxpods;

import org.jspecify.annotations.NullMarked;
