/**
 * The settings of {@code serve}, their checks, and the timer and file stamps that the other parts of the server share.
 *
 * <p>Start reading at {@link io.eniguard.server.settings.ServerSettings}.
 */
@NullMarked
package io.eniguard.server.settings;

import org.jspecify.annotations.NullMarked;
