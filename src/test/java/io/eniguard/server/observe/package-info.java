/** Tests of metrics and logs. */
@NullMarked
package io.eniguard.server.observe;

import org.jspecify.annotations.NullMarked;
