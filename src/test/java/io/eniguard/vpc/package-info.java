/** Tests of the facts about a VPC. */
@NullMarked
package io.eniguard.vpc;

import org.jspecify.annotations.NullMarked;
