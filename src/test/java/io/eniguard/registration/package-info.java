/** Tests of the webhook configurations and their match conditions. */
@NullMarked
package io.eniguard.registration;

import org.jspecify.annotations.NullMarked;
