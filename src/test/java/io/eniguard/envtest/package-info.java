/**
 * The real API server for tests: the annotation {@link io.eniguard.envtest.RealApiServer} on a test class provides one to its tests.
 *
 * <p>One API server serves all classes of a test JVM, so each test uses its own object names and deletes the webhook configurations that
 * it registers. {@code src/test/envtest/fetch.sh} downloads the programs.
 */
@NullMarked
package io.eniguard.envtest;

import org.jspecify.annotations.NullMarked;
