package io.eniguard.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;

/** The types that functions of Kubernetes add to CEL. Their names are those of k8s.io/apiserver, pkg/cel. */
final class FunctionTypes {

    static final OpaqueType IP = OpaqueType.create("net.IP");
    static final OpaqueType CIDR = OpaqueType.create("net.CIDR");
    static final OpaqueType QUANTITY = OpaqueType.create("kubernetes.Quantity");
    static final CelType TEXTS = ListType.create(SimpleType.STRING);

    private FunctionTypes() {}
}
