/** Tests of AWS failures, profile files and streamed answers. */
@NullMarked
package io.eniguard.aws;

import org.jspecify.annotations.NullMarked;
