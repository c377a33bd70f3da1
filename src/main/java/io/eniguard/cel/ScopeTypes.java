package io.eniguard.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
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

    private final Map<String, CelType> byName = new HashMap<>();
    private final Map<String, CelType> variables = new LinkedHashMap<>();

    ScopeTypes(ConditionScope scope) {
        for (CelType type : new CelType[] {FunctionTypes.IP, FunctionTypes.CIDR, FunctionTypes.QUANTITY}) {
            byName.put(type.name(), type);
        }
        scope.variables().forEach((name, type) -> variables.put(name, type(type)));
    }

    Map<String, CelType> variables() {
        return variables;
    }

    private CelType type(FactType type) {
        if (type instanceof FactType.Fields fields) {
            return struct(fields);
        } else if (type instanceof FactType.ListOf list) {
            return ListType.create(type(list.element()));
        }
        return switch ((FactType.Simple) type) {
            case TEXT -> SimpleType.STRING;
            case WHOLE_NUMBER -> SimpleType.INT;
            case FLAG -> SimpleType.BOOL;
            case TEXTS -> MapType.create(SimpleType.STRING, SimpleType.STRING);
            case ANY -> SimpleType.DYN;
        };
    }

    private CelType struct(FactType.Fields fields) {
        Map<String, CelType> types = new LinkedHashMap<>();
        fields.fields().forEach((name, type) -> types.put(name, type(type)));
        StructType struct = StructType.create(
                "eniguard." + fields.name(),
                ImmutableSet.copyOf(types.keySet()),
                name -> Optional.ofNullable(types.get(name)));
        byName.put(struct.name(), struct);
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
