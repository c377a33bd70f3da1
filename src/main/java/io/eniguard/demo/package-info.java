/**
 * The demo: applies a script of right and wrong objects to an API server that is guarded by eniguard, and shows the outcomes.
 *
 * <p>Start reading at {@link io.eniguard.demo.Demo}. The API server is real ({@link io.eniguard.demo.RealCluster}) where its programs are
 * installed, else imitated ({@link io.eniguard.demo.ImitatedCluster}).
 */
@NullMarked
package io.eniguard.demo;

import org.jspecify.annotations.NullMarked;
