/**
 * Addresses and places, as arithmetic: CIDR blocks, sets of them, and zones with their two spellings.
 *
 * <p>Knows nothing of AWS or Kubernetes. Start reading at {@link io.eniguard.net.CidrSet}.
 */
@NullMarked
package io.eniguard.net;

import org.jspecify.annotations.NullMarked;
