/** Tests of the doctor with installations that have a known fault. */
@NullMarked
package io.eniguard.doctor;

import org.jspecify.annotations.NullMarked;
