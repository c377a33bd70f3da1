package io.eniguard.cel;

import io.eniguard.policy.Facts;
import io.eniguard.policy.SharedBudget;
import io.eniguard.policy.UnknownFact;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The facts that the tests of conditions use. Some parts of the object are unknown. A variable that is not listed is unknown. */
final class KnownFacts implements Facts {

    private final Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    private Supplier<SharedBudget> budget = SharedBudget::new;

    KnownFacts() {
        variables.put("object", object());
        variables.put("oldObject", null);
        variables.put("subnet", subnet());
        variables.put("securityGroups", List.of(group("sg-1", "vpc-1"), new UnknownFact("sg-2 is new")));
        variables.put("request", Map.of("operation", "CREATE", "dryRun", false));
    }

    KnownFacts with(String name, @Nullable Object value) {
        variables.put(name, value);
        return this;
    }

    /** Lets all evaluations share one budget, as in a review. */
    KnownFacts ofOneReview() {
        SharedBudget shared = new SharedBudget();
        budget = () -> shared;
        return this;
    }

    @Override
    public SharedBudget budget() {
        return budget.get();
    }

    private static Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("metadata", Map.of("name", "eu-west-1a", "labels", Map.of("tier", "prod")));
        object.put("nothing", null);
        object.put("small", 7);
        object.put("long", 7L);
        object.put("huge", BigInteger.TWO.pow(70));
        object.put("real", new BigDecimal("7.0"));
        object.put("list", Arrays.asList("a", null, 3));
        object.put("u", new UnknownFact("u is not known"));
        object.put("v", new UnknownFact("v is not known"));
        object.put("partly", List.of("a", new UnknownFact("the second is not known")));
        return object;
    }

    private static Map<String, Object> subnet() {
        return Map.of(
                "id",
                "subnet-0a1b2c3d4e5f60718",
                "cidr",
                "100.64.0.0/18",
                "freeAddresses",
                57,
                "freePrefixes",
                new UnknownFact("the blocks were not counted"),
                "tags",
                Map.of("owner", "net", "team", new UnknownFact("the tag was cut")));
    }

    private static Map<String, Object> group(String id, String vpc) {
        return Map.of("id", id, "name", "pods", "vpcId", vpc, "tags", Map.of());
    }

    @Override
    public @Nullable Object value(String variable) {
        return variables.containsKey(variable)
                ? variables.get(variable)
                : new UnknownFact("nothing is known of " + variable);
    }
}
