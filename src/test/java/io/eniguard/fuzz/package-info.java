/**
 * Targets that a fuzzer calls with bytes of its own making, see {@code src/test/fuzz/run.sh}. {@link io.eniguard.fuzz.CorpusReplayTest}
 * calls them in every build with the inputs under {@code src/test/fuzz/corpus}.
 */
@NullMarked
package io.eniguard.fuzz;

import org.jspecify.annotations.NullMarked;
