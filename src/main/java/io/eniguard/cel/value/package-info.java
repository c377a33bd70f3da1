/**
 * The values that functions of Kubernetes add to CEL: IP addresses, CIDR blocks and quantities. Parsing and results are those of
 * {@code k8s.io/apiserver}, so that a condition means the same in a ValidatingAdmissionPolicy. The package does not use the CEL library.
 */
@NullMarked
package io.eniguard.cel.value;

import org.jspecify.annotations.NullMarked;
