package io.eniguard.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import io.eniguard.cel.value.IpAddress;
import io.eniguard.cel.value.IpBlock;
import io.eniguard.cel.value.ResourceQuantity;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One form of a function of eniguard's own.
 *
 * @param declaration the name and types, for the type checker
 */
record CelFunction(CelFunctionDecl declaration, Overload overload) {

    /** Returns a function that is called as {@code name(argument, ...)}. */
    static CelFunction global(String name, CelType result, Overload.Body body, CelType... arguments) {
        String id = id(name, arguments);
        return of(name, CelOverloadDecl.newGlobalOverload(id, result, arguments), body);
    }

    /** Returns a function that is called as {@code argument.name(argument, ...)}. */
    static CelFunction member(String name, CelType result, Overload.Body body, CelType... arguments) {
        String id = "." + id(name, arguments);
        return of(name, CelOverloadDecl.newMemberOverload(id, result, arguments), body);
    }

    private static CelFunction of(String name, CelOverloadDecl declared, Overload.Body body) {
        List<Class<?>> classes = declared.parameterTypes().stream()
                .<Class<?>>map(CelFunction::classOf)
                .toList();
        return new CelFunction(
                CelFunctionDecl.newFunctionDeclaration(name, declared),
                new Overload(declared.overloadId(), classes, body));
    }

    private static String id(String name, CelType... arguments) {
        return name + Arrays.stream(arguments).map(CelTypes::format).collect(Collectors.joining(",", "(", ")"));
    }

    private static Class<?> classOf(CelType type) {
        if (type instanceof ListType) {
            return List.class;
        } else if (type.equals(SimpleType.STRING)) {
            return String.class;
        } else if (type.equals(SimpleType.INT)) {
            return Long.class;
        } else if (type.equals(FunctionTypes.IP)) {
            return IpAddress.class;
        } else if (type.equals(FunctionTypes.CIDR)) {
            return IpBlock.class;
        }
        return type.equals(FunctionTypes.QUANTITY) ? ResourceQuantity.class : Object.class;
    }
}
