package io.eniguard.rules.eniconfig;

import io.eniguard.text.NameList;
import java.util.Collection;

/** Writes the part of a message that names ids missing from the known facts. */
final class AbsentIds {

    private AbsentIds() {}

    /**
     * Returns a clause such as {@code sg-1 is not among the 14 known security groups}.
     *
     * @param ids the missing ids; at least one
     * @param known the number of known resources of this kind
     * @param singular the name of the kind in the singular, such as {@code security group}
     */
    static String notAmong(Collection<String> ids, int known, String singular) {
        String are = ids.size() == 1 ? " is" : " are";
        return switch (known) {
            case 0 -> NameList.of(ids) + are + " unknown, because no " + singular + "s are known";
            case 1 ->
                NameList.of(ids) + (ids.size() == 1 ? " differs" : " differ") + " from the only known " + singular;
            default -> NameList.of(ids) + are + " not among the " + known + " known " + singular + "s";
        };
    }
}
