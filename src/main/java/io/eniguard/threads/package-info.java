/** Creates the threads of all other packages: {@link io.eniguard.threads.DaemonThreads}. */
@NullMarked
package io.eniguard.threads;

import org.jspecify.annotations.NullMarked;
