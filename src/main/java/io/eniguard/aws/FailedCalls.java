package io.eniguard.aws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Merges the reasons of failed calls that differ only in the name of the call. */
public final class FailedCalls {

    /** Each service has its own code for credentials that it does not accept. */
    private static final Pattern REJECTION = Pattern.compile("AWS does not accept these credentials \\(.*");

    /** A refused call keeps a line of its own, because each one needs a permission. */
    private static final String REFUSAL = "AWS refuses ";

    private static final Pattern ACTION = Pattern.compile("\\b(?:ec2|eks|sts):[A-Z]\\w+");
    private static final int NAMED = 3;

    private FailedCalls() {}

    /** {@code AWS answers ec2:DescribeSubnets, ec2:DescribeVpcs, ec2:DescribeZones and 3 more with 502}, in the order of the first ones. */
    public static List<String> grouped(Collection<String> reasons) {
        Map<String, TreeSet<String>> actions = new LinkedHashMap<>();
        boolean isRejected = false;
        for (String reason : reasons) {
            if (REJECTION.matcher(reason).matches()) {
                if (isRejected) {
                    continue;
                }
                isRejected = true;
            }
            Matcher action = ACTION.matcher(reason);
            boolean hasOne = !reason.startsWith(REFUSAL) && action.find();
            TreeSet<String> alike = actions.computeIfAbsent(
                    hasOne ? reason.replace(action.group(), "\0") : reason, key -> new TreeSet<>());
            if (hasOne) {
                alike.add(action.group());
            }
        }
        List<String> grouped = new ArrayList<>();
        actions.forEach((reason, alike) -> grouped.add(reason.replace("\0", some(alike))));
        return grouped;
    }

    private static String some(Collection<String> actions) {
        List<String> first = actions.stream().limit(NAMED).toList();
        if (actions.size() > NAMED) {
            return "%s and %d more".formatted(String.join(", ", first), actions.size() - NAMED);
        }
        return String.join(", ", first).replaceFirst(", ([^,]+)$", " and $1");
    }
}
