/**
 * The demo, which sends valid and invalid objects to an API server that calls eniguard, and shows the outcomes.
 *
 * <p>Start reading at {@link io.eniguard.demo.Demo}. If the programs of an API server are installed, the demo uses a real API server
 * ({@link io.eniguard.demo.RealCluster}), otherwise an imitation ({@link io.eniguard.demo.ImitatedCluster}).
 */
@NullMarked
package io.eniguard.demo;

import org.jspecify.annotations.NullMarked;
