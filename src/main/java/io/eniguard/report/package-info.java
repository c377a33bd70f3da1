/**
 * Formats of audit reports: text for people and JSON for programs.
 *
 * <p>This package may use {@code audit} and the packages below it. Start reading at {@link io.eniguard.report.TextReport}.
 */
@NullMarked
package io.eniguard.report;

import org.jspecify.annotations.NullMarked;
