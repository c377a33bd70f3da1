package io.eniguard.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeFactory;
import io.eniguard.maxpods.PodsExpressions.Dialect;
import java.util.List;

/** The variables and functions of one dialect. Objects of this class are immutable. */
record CelDialect(CelCompiler compiler, CelRuntime runtime) {

    private static final CelOptions LIMITS = CelOptions.current()
            .maxParseRecursionDepth(32)
            .maxParseExpressionNodeCount(300)
            .maxParseErrorRecoveryLimit(3)
            .comprehensionMaxIterations(100)
            .build();

    static CelDialect of(Dialect dialect) {
        return dialect == Dialect.KARPENTER ? Karpenter.CEL : Nodeadm.CEL;
    }

    // Each dialect is created when it is first used.
    private static final class Karpenter {
        static final CelDialect CEL = karpenter();
    }

    private static final class Nodeadm {
        static final CelDialect CEL =
                new CelDialect(variables().build(), standardFunctions().build());
    }

    /** Karpenter adds the functions {@code min} and {@code max} for two numbers: karpenter-provider-aws, pkg/cel/environment.go. */
    private static CelDialect karpenter() {
        CelCompilerBuilder compiler = variables().addVar("instance_type", SimpleType.STRING);
        CelRuntimeBuilder runtime = standardFunctions();
        for (String name : List.of("min", "max")) {
            boolean isMin = name.equals("min");
            compiler.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                    name,
                    overload(name + "_int_int", SimpleType.INT, SimpleType.INT, SimpleType.INT),
                    overload(name + "_double_double", SimpleType.DOUBLE, SimpleType.DOUBLE, SimpleType.DOUBLE),
                    overload(name + "_int_double", SimpleType.DOUBLE, SimpleType.INT, SimpleType.DOUBLE),
                    overload(name + "_double_int", SimpleType.DOUBLE, SimpleType.DOUBLE, SimpleType.INT)));
            runtime.addFunctionBindings(CelFunctionBinding.fromOverloads(
                    name,
                    CelFunctionBinding.from(
                            name + "_int_int",
                            Long.class,
                            Long.class,
                            (one, other) -> isMin ? Math.min(one, other) : Math.max(one, other)),
                    ofDoubles(name + "_double_double", Double.class, Double.class, isMin),
                    ofDoubles(name + "_int_double", Long.class, Double.class, isMin),
                    ofDoubles(name + "_double_int", Double.class, Long.class, isMin)));
        }
        return new CelDialect(compiler.build(), runtime.build());
    }

    private static CelOverloadDecl overload(String id, CelType result, CelType one, CelType other) {
        return CelOverloadDecl.newGlobalOverload(id, result, one, other);
    }

    private static <A extends Number, B extends Number> CelFunctionBinding ofDoubles(
            String id, Class<A> one, Class<B> other, boolean isMin) {
        return CelFunctionBinding.from(
                id,
                one,
                other,
                (left, right) -> isMin
                        ? Math.min(left.doubleValue(), right.doubleValue())
                        : Math.max(left.doubleValue(), right.doubleValue()));
    }

    // Newer versions of nodeadm also define the variables vcpus and memory_mib.
    private static CelCompilerBuilder variables() {
        CelCompilerBuilder compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(LIMITS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS);
        for (String variable : List.of("default_enis", "ips_per_eni", "max_pods", "vcpus", "memory_mib")) {
            compiler.addVar(variable, SimpleType.INT);
        }
        return compiler;
    }

    private static CelRuntimeBuilder standardFunctions() {
        return CelRuntimeFactory.legacyCelRuntimeBuilder().setOptions(LIMITS);
    }
}
