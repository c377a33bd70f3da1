package io.eniguard.rules.eniconfig;

import io.eniguard.text.NameList;
import java.util.Collection;

/** Reports ids that are missing from what is known. */
final class AbsentIds {

    private AbsentIds() {}

    /**
     * Returns {@code sg-1 is not among the 14 known security groups}.
     *
     * @param ids at least one
     * @param known the number of known things of this kind
     * @param singular the kind, in the singular
     */
    static String notAmong(Collection<String> ids, int known, String singular) {
        String are = ids.size() == 1 ? " is" : " are";
        return switch (known) {
            case 0 -> NameList.of(ids) + are + " not known, and no " + singular + " is";
            case 1 -> NameList.of(ids) + are + " not the one known " + singular;
            default -> NameList.of(ids) + are + " not among the " + known + " known " + singular + "s";
        };
    }
}
