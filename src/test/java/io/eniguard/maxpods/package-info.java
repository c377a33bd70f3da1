/** Tests that compare the arithmetic of max-pods with the numbers that AWS publishes, and tests of the table of instance types. */
@NullMarked
package io.eniguard.maxpods;

import org.jspecify.annotations.NullMarked;
