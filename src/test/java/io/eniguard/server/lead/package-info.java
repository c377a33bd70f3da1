/** Tests of the leader's work. */
@NullMarked
package io.eniguard.server.lead;

import org.jspecify.annotations.NullMarked;
