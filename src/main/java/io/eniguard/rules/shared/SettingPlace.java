package io.eniguard.rules.shared;

import io.eniguard.policy.Parameter;
import io.eniguard.world.World;

/** Names the place where an operator can change a parameter, so that fixes can name it. */
public final class SettingPlace {

    private SettingPlace() {}

    /**
     * Returns a text such as {@code hostNetworkPods in the policy} if the value in force comes from a policy, otherwise the option.
     *
     * @param option the option of the command line, such as {@code --host-network-pods}
     */
    public static String of(Parameter parameter, String option, World world) {
        // The entry that sets the value in force. Other entries that select the object can have other values.
        boolean isInPolicy = world.ruleEntries().stream()
                .anyMatch(entry -> world.parameters()
                        .value(parameter)
                        .filter(value -> value.equals(entry.parameters().get(parameter)))
                        .isPresent());
        return isInPolicy ? parameter.key() + " in the policy" : option;
    }
}
