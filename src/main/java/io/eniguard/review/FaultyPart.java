package io.eniguard.review;

import io.eniguard.policy.PolicyFault;
import io.eniguard.tree.Tree;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A fault together with the item of the policy that contains it. Two parts are equal if the item has only moved to another place in its
 * list, and differ if the item has changed.
 *
 * @param list the list of the item; empty for a fault outside the lists
 * @param item the whole item; null for a fault outside the lists
 * @param field the path of the field in the item, or in the document for a fault outside the lists
 */
record FaultyPart(String list, @Nullable Object item, String field, String message) {

    private static final Pattern IN_ITEM = Pattern.compile("spec\\.(rules|custom|exemptions)\\[(\\d{1,9})](.*)");

    static FaultyPart of(PolicyFault fault, Tree document) {
        Matcher path = IN_ITEM.matcher(fault.field());
        if (path.matches()) {
            String list = path.group(1);
            List<?> items = document.list("spec", list);
            int index = Integer.parseInt(path.group(2));
            if (index < items.size()) {
                return new FaultyPart(list, items.get(index), path.group(3), fault.message());
            }
        }
        return new FaultyPart("", null, fault.field(), fault.message());
    }
}
