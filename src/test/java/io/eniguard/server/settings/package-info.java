/** Tests of the settings of {@code serve} and of the limit on repeated log lines. */
@NullMarked
package io.eniguard.server.settings;

import org.jspecify.annotations.NullMarked;
