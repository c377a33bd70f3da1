/** Tests of reading manifests. Start reading at {@link io.eniguard.cluster.ResolutionOrderTest}. */
@NullMarked
package io.eniguard.cluster;

import org.jspecify.annotations.NullMarked;
