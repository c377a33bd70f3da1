/** Tests of the documents that policies are read from. Start reading at {@link io.eniguard.policy.PolicyReaderTest}. */
@NullMarked
package io.eniguard.policy;

import org.jspecify.annotations.NullMarked;
