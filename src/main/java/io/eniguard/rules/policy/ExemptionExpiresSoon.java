package io.eniguard.rules.policy;

import io.eniguard.policy.Action;
import io.eniguard.policy.WrittenPolicy;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Rule;
import io.eniguard.world.World;
import java.time.Duration;
import java.util.List;

/** Reports exemptions in the seven days before their end. */
public final class ExemptionExpiresSoon implements Rule<WrittenPolicy> {

    private static final Duration SOON = Duration.ofDays(7);

    private static final About ABOUT = About.of("exemption-expires-soon", Action.AUDIT)
            .says("No exemption of a policy ends within seven days")
            .because("""
                    When an exemption ends, its rules deny and warn again. Objects that were accepted until then are refused at their next
                    change. Seven days are enough to correct the objects, or to ask the owner for a new end.
                    """)
            .source("https://github.com/kyverno/kyverno/issues/14491");

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public List<Finding> check(Change<WrittenPolicy> change, World world) {
        return change.object().exemptions().stream()
                .filter(exemption -> exemption.until().isWithin(SOON, world.now()))
                // The number of days would change the message, and with it the report, every day.
                .map(exemption -> EndingExemption.finding(exemption, "ends within seven days"))
                .toList();
    }

    @Override
    public Object reads(WrittenPolicy policy, World world) {
        return policy.exemptions();
    }
}
