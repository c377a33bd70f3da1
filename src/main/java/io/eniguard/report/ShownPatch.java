package io.eniguard.report;

import io.eniguard.review.Patch;
import io.eniguard.text.PlainText;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Describes a patch in words. The description lists the values that the webhook would set in the object. */
final class ShownPatch {

    private static final int LONGEST_VALUE = 81;
    private static final List<String> LABELS = List.of("metadata", "labels");

    /** Matches the number that eniguard adds to the text of a ConfigMap. */
    private static final Pattern MAX_PODS = Pattern.compile("maxPods[\"']?\\s*:\\s*\\d+");

    private ShownPatch() {}

    /** Returns one phrase for each value. Mappings that are created only as parents of a value are left out. */
    static Stream<String> phrases(Patch patch) {
        return patch.operations().stream()
                .filter(add -> !Map.of().equals(add.value()))
                .map(add -> "would get " + PlainText.oneLine(phrase(add)));
    }

    private static String phrase(Patch.Add add) {
        List<String> path = add.path();
        List<String> parent = path.subList(0, path.size() - 1);
        String value = PlainText.cut(PlainText.oneLine(String.valueOf(add.value())), LONGEST_VALUE);
        if (parent.equals(LABELS)) {
            return "the label %s=%s".formatted(path.get(path.size() - 1), value);
        }
        Matcher number = MAX_PODS.matcher(String.valueOf(add.value()));
        return number.find()
                ? "%s in %s".formatted(number.group().replaceAll("[\"']", ""), String.join(".", path))
                : "%s: %s".formatted(String.join(".", path), value);
    }
}
