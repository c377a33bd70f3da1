/**
 * Tests of what {@code ./eniguard bench} is made of. {@code YardstickIT} builds and runs the Go webhook; the others need
 * nothing but a JDK.
 */
@NullMarked
package io.eniguard.bench;

import org.jspecify.annotations.NullMarked;
