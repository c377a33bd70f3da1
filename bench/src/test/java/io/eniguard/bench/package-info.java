/**
 * Tests of the bench. {@code YardstickIT} builds and runs the Go webhook, {@code CorpusParityIT} needs the native executable, and
 * {@code BenchIT} runs the launcher; the other tests need only a JDK.
 */
@NullMarked
package io.eniguard.bench;

import org.jspecify.annotations.NullMarked;
