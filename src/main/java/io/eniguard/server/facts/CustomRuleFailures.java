package io.eniguard.server.facts;

import io.eniguard.policy.Answer;
import io.eniguard.policy.Condition;
import io.eniguard.policy.CustomRule;
import io.eniguard.policy.Facts;
import io.eniguard.policy.Policies;
import io.eniguard.policy.Policy;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts the evaluations of custom rules without a result, in reviews and in audits. Each custom rule in force has two series, which start
 * at 0. They are removed together with the rule.
 */
@Singleton
class CustomRuleFailures {

    private final MeterRegistry registry;
    private Set<Counter> counters = Set.of();

    CustomRuleFailures(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Returns the same policies with custom rules whose failures are counted, and removes the series of all other custom rules. */
    synchronized Policies counting(Policies policies) {
        Set<Counter> current = new HashSet<>();
        Policies counted = policies.withConditions((policy, rule) -> {
            CountedCondition condition = new CountedCondition(
                    rule.condition(), counter(policy, rule, "stopped"), counter(policy, rule, "failed"));
            current.add(condition.stopped());
            current.add(condition.failed());
            return condition;
        });
        counters.stream().filter(counter -> !current.contains(counter)).forEach(registry::remove);
        counters = current;
        return counted;
    }

    private Counter counter(Policy policy, CustomRule rule, String reason) {
        return Counter.builder("eniguard.custom.rule.failures")
                .description("Evaluations of custom rules that failed, or that were stopped because they took too long")
                .tag("policy", policy.name())
                .tag("rule", rule.id())
                .tag("reason", reason)
                .register(registry);
    }

    private record CountedCondition(Condition condition, Counter stopped, Counter failed) implements Condition {

        @Override
        public Answer on(Facts facts) {
            Answer answer = condition.on(facts);
            if (answer instanceof Answer.Failure failure) {
                (failure.isStopped() ? stopped : failed).increment();
            }
            return answer;
        }
    }
}
