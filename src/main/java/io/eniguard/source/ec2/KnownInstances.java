package io.eniguard.source.ec2;

import io.eniguard.aws.CallFailedException;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.InstanceTypes;
import io.eniguard.source.aws.AwsShapes;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.Instance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The instances and instance types that EC2 has described. Neither changes, so each is requested once. For one thread at a time. */
final class KnownInstances {

    private final Map<String, Instance> instances = new HashMap<>();
    private final Map<String, InstanceType> types = new HashMap<>();

    /** The instances of these ids that exist. All others are forgotten. */
    List<Instance> instances(NamedCalls calls, Set<String> ids) throws CallFailedException {
        instances.keySet().retainAll(ids);
        Set<String> lacking = new TreeSet<>(ids);
        lacking.removeAll(instances.keySet());
        for (Tree told : calls.instances(lacking)) {
            Instance instance = AwsShapes.instance(told);
            instances.put(instance.id(), instance);
        }
        return List.copyOf(instances.values());
    }

    /** The types among these that are missing from the built-in table. */
    List<InstanceType> types(NamedCalls calls, Set<String> names) throws CallFailedException {
        Set<String> lacking = new TreeSet<>(names);
        lacking.removeIf(name ->
                types.containsKey(name) || InstanceTypes.builtIn().find(name).isPresent());
        for (InstanceType type : calls.instanceTypes(lacking)) {
            types.put(type.name(), type);
        }
        return List.copyOf(types.values());
    }
}
