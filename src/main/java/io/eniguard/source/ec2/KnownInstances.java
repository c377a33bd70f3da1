package io.eniguard.source.ec2;

import io.eniguard.aws.CallFailedException;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.InstanceTypes;
import io.eniguard.source.aws.InstanceShapes;
import io.eniguard.vpc.Instance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The instances and instance types that EC2 has described. Instances and types never change, so each of them is requested only once. This
 * class is not safe for use by several threads.
 */
final class KnownInstances {

    private final Map<String, Instance> instances = new HashMap<>();
    private final Map<String, InstanceType> types = new HashMap<>();

    /** Returns the existing instances with these ids, and forgets all other instances. */
    List<Instance> instances(NamedCalls calls, Set<String> ids) throws CallFailedException {
        instances.keySet().retainAll(ids);
        Set<String> missing = new TreeSet<>(ids);
        missing.removeAll(instances.keySet());
        for (Instance instance : calls.instances(missing, InstanceShapes::instance)) {
            instances.put(instance.id(), instance);
        }
        return List.copyOf(instances.values());
    }

    /**
     * Requests the types among these that are neither known nor in the built-in table, and returns all types that EC2 has described so far.
     */
    List<InstanceType> types(NamedCalls calls, Set<String> names) throws CallFailedException {
        Set<String> missing = new TreeSet<>(names);
        missing.removeIf(name ->
                types.containsKey(name) || InstanceTypes.builtIn().find(name).isPresent());
        for (InstanceType type : calls.instanceTypes(missing)) {
            types.put(type.name(), type);
        }
        return List.copyOf(types.values());
    }
}
