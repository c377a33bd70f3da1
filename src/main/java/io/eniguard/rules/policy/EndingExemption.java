package io.eniguard.rules.policy;

import io.eniguard.policy.Exemption;
import io.eniguard.policy.Until;
import io.eniguard.policy.WrittenPolicy.WrittenExemption;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.text.NameList;
import io.eniguard.text.Quote;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The wording of findings about the end of an exemption. */
final class EndingExemption {

    private static final int LONGEST_RULES = 32;
    private static final int LONGEST_OWNER = 32;

    /** The length of an instant in UTC without a fraction of a second. */
    private static final int LONGEST_UNTIL = 20;

    private EndingExemption() {}

    /** Returns a finding such as {@code the exemption from subnet-cidr until 2027-01-31 (owner "net-team@example.com") has ended}. */
    static Finding finding(WrittenExemption exemption, String state) {
        return new Violation(
                exemption.path() + ".until",
                "the exemption from %s until %s (owner %s) %s"
                        .formatted(
                                rules(exemption.rules()),
                                shown(exemption.until()),
                                Quote.of(exemption.owner(), LONGEST_OWNER),
                                state),
                "remove %s, or give it a new end".formatted(exemption.path()));
    }

    private static String shown(Until until) {
        return until.text().length() <= LONGEST_UNTIL
                ? until.text()
                : until.end().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String rules(List<String> rules) {
        if (rules.contains(Exemption.ALL_RULES)) {
            return "all rules";
        }
        return rules.isEmpty() ? "no rule" : NameList.of(rules, LONGEST_RULES);
    }
}
