package io.eniguard.policy;

import io.eniguard.policy.FactType.Fields;
import io.eniguard.policy.FactType.ListOf;
import io.eniguard.policy.FactType.Simple;
import java.util.LinkedHashMap;
import java.util.Map;

/** The types of the variables in conditions. */
final class FactTypes {

    private static final FactType TEXT_LIST = new ListOf(Simple.TEXT);

    static final Fields SUBNET = new Fields(
            "subnet",
            fields(
                    "id", Simple.TEXT,
                    "cidr", Simple.TEXT,
                    "zone", Simple.TEXT,
                    "zoneId", Simple.TEXT,
                    "vpcId", Simple.TEXT,
                    "state", Simple.TEXT,
                    "freeAddresses", Simple.WHOLE_NUMBER,
                    "freePrefixes", Simple.WHOLE_NUMBER,
                    "tags", Simple.TEXTS));

    static final Fields VPC = new Fields("vpc", fields("id", Simple.TEXT, "cidrs", TEXT_LIST));

    static final FactType SECURITY_GROUPS = new ListOf(new Fields(
            "securityGroup",
            fields("id", Simple.TEXT, "name", Simple.TEXT, "vpcId", Simple.TEXT, "tags", Simple.TEXTS)));

    static final Fields CNI = new Fields(
            "cni",
            fields(
                    "customNetworking", Simple.FLAG,
                    "prefixDelegation", Simple.FLAG,
                    "podEni", Simple.FLAG,
                    "labelKey", Simple.TEXT,
                    "env", Simple.TEXTS));

    static final Fields NODE = new Fields(
            "node",
            fields(
                    "name", Simple.TEXT,
                    "zone", Simple.TEXT,
                    "instanceType", Simple.TEXT,
                    "eniConfig", Simple.TEXT,
                    "pods", Simple.WHOLE_NUMBER));

    static final Fields ENI_CONFIG =
            new Fields("eniConfig", fields("name", Simple.TEXT, "subnet", Simple.TEXT, "securityGroups", TEXT_LIST));

    static final Fields MAX_PODS =
            new Fields("maxPods", fields("theoretical", Simple.WHOLE_NUMBER, "recommended", Simple.WHOLE_NUMBER));

    static final Fields REQUEST = new Fields(
            "request",
            fields(
                    "operation",
                    Simple.TEXT,
                    "userInfo",
                    new Fields("userInfo", fields("username", Simple.TEXT, "groups", TEXT_LIST)),
                    "dryRun",
                    Simple.FLAG));

    private FactTypes() {}

    /** Creates a map from alternating names and types, which keeps the order. */
    static Map<String, FactType> fields(Object... namesAndTypes) {
        Map<String, FactType> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            fields.put((String) namesAndTypes[i], (FactType) namesAndTypes[i + 1]);
        }
        return fields;
    }
}
