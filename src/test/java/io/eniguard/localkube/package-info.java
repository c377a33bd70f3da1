/** Tests of the local API server and of the processes that it consists of. */
@NullMarked
package io.eniguard.localkube;

import org.jspecify.annotations.NullMarked;
