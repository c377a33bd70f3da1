/** Tests that compare address arithmetic with slow, simple implementations. Start reading at {@link io.eniguard.net.CidrSetTest}. */
@NullMarked
package io.eniguard.net;

import org.jspecify.annotations.NullMarked;
