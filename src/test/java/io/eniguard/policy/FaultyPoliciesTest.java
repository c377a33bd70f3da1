package io.eniguard.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.eniguard.review.CatalogueKinds;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Tests that each faulty policy gets the messages that {@code src/test/policies/faulty.yaml} shows. */
class FaultyPoliciesTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private final PolicyReader reader = new PolicyReader(CatalogueKinds.ofRules(), new AcceptedConditions());

    @TestFactory
    Stream<DynamicTest> eachFaultIsReportedWithItsPathAndTheRightForm() {
        List<FaultyPolicy> all = FaultyPolicy.all();
        if (Boolean.getBoolean("eniguard.accept")) {
            all = all.stream().map(policy -> policy.expecting(faults(policy))).toList();
            FaultyPolicy.write(all);
        }
        return all.stream()
                .map(policy -> dynamicTest(policy.caption(), () -> assertEquals(policy.expected(), faults(policy))));
    }

    private List<String> faults(FaultyPolicy policy) {
        return reader.read(policy.document(), PolicyOrigin.WRITTEN, Set.of(), NOW).faults().stream()
                .map(PolicyFault::toString)
                .toList();
    }
}
