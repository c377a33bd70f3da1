/**
 * The settings of {@code serve}, and the timer, the file watch and the limited log that the other parts of the server share.
 *
 * <p>Start reading at {@link io.eniguard.server.settings.ServerSettings}.
 */
@NullMarked
package io.eniguard.server.settings;

import org.jspecify.annotations.NullMarked;
