/**
 * The real API server for tests: {@link io.eniguard.envtest.RealApiServer} on a test class hands one to its tests.
 *
 * <p>One API server serves all classes of a test JVM, so a test makes its own names, and takes down the webhook configurations that it
 * registers. Where the programs come from: {@code src/test/envtest/fetch.sh}.
 */
@NullMarked
package io.eniguard.envtest;

import org.jspecify.annotations.NullMarked;
