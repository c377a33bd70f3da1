/**
 * Verdicts as people and programs read them: text, JSON.
 *
 * <p>May know of {@code review} and what that knows of. Start reading at {@link io.eniguard.report.CheckReport}.
 */
@NullMarked
package io.eniguard.report;

import org.jspecify.annotations.NullMarked;
