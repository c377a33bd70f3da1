/** The doctor at installations of which it is known what is wrong with them. */
@NullMarked
package io.eniguard.doctor;

import org.jspecify.annotations.NullMarked;
