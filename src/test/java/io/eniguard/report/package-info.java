/** Reports as people and programs get them. */
@NullMarked
package io.eniguard.report;

import org.jspecify.annotations.NullMarked;
