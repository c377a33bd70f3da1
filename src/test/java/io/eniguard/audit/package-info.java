/** Tests of the review of many objects, and of unknowns that several objects share. */
@NullMarked
package io.eniguard.audit;

import org.jspecify.annotations.NullMarked;
