/** Tests of reports for people and for programs. */
@NullMarked
package io.eniguard.report;

import org.jspecify.annotations.NullMarked;
