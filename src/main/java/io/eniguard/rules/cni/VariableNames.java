package io.eniguard.rules.cni;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.MisspeltVariables;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.text.PlainText;
import io.eniguard.text.Quote;
import java.util.stream.Stream;

/** Finds variables with a name that the CNI does not know but that resembles the name of a CNI variable. */
final class VariableNames {

    private static final int ROOM_FOR_A_NAME = 50;

    private VariableNames() {}

    static Stream<Finding> check(CniSettings settings) {
        return settings.environment().values().keySet().stream()
                .sorted()
                .flatMap(
                        name -> MisspeltVariables.meantBy(name).map(meant -> misspelt(name, meant, settings)).stream());
    }

    private static Finding misspelt(String name, String meant, CniSettings settings) {
        boolean isSetToo = settings.environment().isSet(meant);
        return new Violation(
                CniField.of(PlainText.cut(name, ROOM_FOR_A_NAME)),
                "the CNI does not know the variable %s, so the variable has no effect"
                        .formatted(Quote.of(name, ROOM_FOR_A_NAME)),
                isSetToo
                        ? "remove the variable, because %s is set too".formatted(meant)
                        : "use %s instead".formatted(meant));
    }
}
