package io.eniguard.rules.policy;

import io.eniguard.policy.Action;
import io.eniguard.policy.WrittenPolicy;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Rule;
import io.eniguard.world.World;
import java.util.List;

/** Reports exemptions that are over. */
public final class ExemptionExpired implements Rule<WrittenPolicy> {

    private static final About ABOUT = About.of("exemption-expired", Action.WARN)
            .says("No exemption of a policy has ended")
            .because("""
                    After its end, an exemption has no effect. Its rules deny and warn again, at all points and at the same instant. The
                    exemption remains in the policy, where readers may believe that it still applies.
                    """)
            .source("https://github.com/kyverno/kyverno/issues/14491");

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public List<Finding> check(Change<WrittenPolicy> change, World world) {
        return change.object().exemptions().stream()
                .filter(exemption -> exemption.until().isOver(world.now()))
                .map(exemption -> EndingExemption.finding(exemption, "has ended"))
                .toList();
    }

    @Override
    public Object reads(WrittenPolicy policy, World world) {
        return policy.exemptions();
    }
}
