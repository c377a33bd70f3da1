package io.eniguard.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import io.eniguard.policy.ConditionScope;
import io.eniguard.policy.FactType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Describes the variables of a scope to the type checker. */
final class ScopeTypes implements CelTypeProvider {

    private final ImmutableMap<String, CelType> byName;
    private final ImmutableMap<String, CelType> variables;

    ScopeTypes(ConditionScope scope) {
        Map<String, CelType> named = new HashMap<>();
        for (CelType type : new CelType[] {FunctionTypes.IP, FunctionTypes.CIDR, FunctionTypes.QUANTITY}) {
            named.put(type.name(), type);
        }
        Map<String, CelType> declared = new LinkedHashMap<>();
        scope.variables().forEach((name, type) -> declared.put(name, type(type, named)));
        byName = ImmutableMap.copyOf(named);
        variables = ImmutableMap.copyOf(declared);
    }

    Map<String, CelType> variables() {
        return variables;
    }

    private static CelType type(FactType type, Map<String, CelType> named) {
        if (type instanceof FactType.Fields fields) {
            return struct(fields, named);
        } else if (type instanceof FactType.ListOf list) {
            return ListType.create(type(list.element(), named));
        }
        return switch ((FactType.Simple) type) {
            case TEXT -> SimpleType.STRING;
            case WHOLE_NUMBER -> SimpleType.INT;
            case FLAG -> SimpleType.BOOL;
            case TEXTS -> MapType.create(SimpleType.STRING, SimpleType.STRING);
            case ANY -> SimpleType.DYN;
        };
    }

    private static CelType struct(FactType.Fields fields, Map<String, CelType> named) {
        Map<String, CelType> inOrder = new LinkedHashMap<>();
        fields.fields().forEach((name, type) -> inOrder.put(name, type(type, named)));
        ImmutableMap<String, CelType> types = ImmutableMap.copyOf(inOrder);
        StructType struct = StructType.create(
                "eniguard." + fields.name(), types.keySet(), name -> Optional.ofNullable(types.get(name)));
        named.put(struct.name(), struct);
        return struct;
    }

    @Override
    public ImmutableCollection<CelType> types() {
        return ImmutableList.copyOf(byName.values());
    }

    @Override
    public Optional<CelType> findType(String typeName) {
        return Optional.ofNullable(byName.get(typeName));
    }
}
