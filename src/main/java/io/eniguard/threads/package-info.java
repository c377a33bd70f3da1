/** Creates daemon threads for the other packages. Start reading at {@link io.eniguard.threads.DaemonThreads}. */
@NullMarked
package io.eniguard.threads;

import org.jspecify.annotations.NullMarked;
