/** Tests of the local API server and its processes. */
@NullMarked
package io.eniguard.localkube;

import org.jspecify.annotations.NullMarked;
