/** What facts of a VPC are made of and how they answer. */
@NullMarked
package io.eniguard.vpc;

import org.jspecify.annotations.NullMarked;
