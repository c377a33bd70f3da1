/**
 * CIDR blocks, sets of CIDR blocks, and zones with their names and ids.
 *
 * <p>This package does not depend on AWS or Kubernetes. Start reading at {@link io.eniguard.net.CidrSet}.
 */
@NullMarked
package io.eniguard.net;

import org.jspecify.annotations.NullMarked;
