package io.eniguard.review;

import io.eniguard.policy.PolicyFault;
import io.eniguard.tree.Tree;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A fault together with the item of the policy that contains it. Two parts are equal if the item has only moved to another place in its
 * list, and differ if the item has changed. This also applies to items of other lists, such as kinds and groups.
 *
 * @param list the list of the item: rules, custom rules or exemptions; empty for a fault outside of these lists
 * @param item the whole item, which can also be an item of another list; null for a fault outside all lists
 * @param field the path of the field in the item, or in the document. It has no indexes of other lists.
 */
record FaultyPart(String list, @Nullable Object item, String field, String message) {

    private static final Pattern IN_ITEM = Pattern.compile("spec\\.(rules|custom|exemptions)\\[(\\d{1,9})](.*)");

    private static final Pattern INDEX = Pattern.compile("\\[\\d{1,9}]");

    /** Splits the path {@code a.b[1].c} into {@code a}, {@code b}, {@code 1]} and {@code c}. */
    private static final Pattern STEP_END = Pattern.compile("[.\\[]");

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
        boolean isInList = INDEX.matcher(fault.field()).find();
        return isInList ? ofOtherList(fault, document) : new FaultyPart("", null, fault.field(), fault.message());
    }

    private static FaultyPart ofOtherList(PolicyFault fault, Tree document) {
        return new FaultyPart(
                "",
                value(document, fault.field().substring(0, fault.field().indexOf(']') + 1)),
                INDEX.matcher(fault.field()).replaceAll(""),
                INDEX.matcher(fault.message()).replaceAll(""));
    }

    /** Returns the value at a path such as {@code spec.match.names[1]}; null if there is none. */
    private static @Nullable Object value(Tree document, String path) {
        Object value = document.fields();
        for (String part : STEP_END.split(path, -1)) {
            value = INDEX.matcher("[" + part).matches()
                    ? element(value, part)
                    : Tree.of(value).fields().get(part);
        }
        return value;
    }

    private static @Nullable Object element(@Nullable Object value, String part) {
        int index = Integer.parseInt(part.substring(0, part.length() - 1));
        return value instanceof List<?> list && index < list.size() ? list.get(index) : null;
    }
}
