/**
 * The formats of an audit: text for people, JSON for programs.
 *
 * <p>May use {@code audit} and the packages below it. Start reading at {@link io.eniguard.report.TextReport}.
 */
@NullMarked
package io.eniguard.report;

import org.jspecify.annotations.NullMarked;
