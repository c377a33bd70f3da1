package io.eniguard.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Generates kubelet configurations as people write them: with comments, blank lines, several documents, any indentation and any line
 * endings.
 */
final class KubeletTexts {

    private static final List<String> SCALARS = List.of(
            "cgroupDriver: systemd",
            "clusterDomain: \"cluster.local\"",
            "staticPodPath: '/etc/kubernetes/manifests'",
            "rotateCertificates: true   # signed by the cluster",
            "evictionPressureTransitionPeriod: 0s",
            "\"quoted key\": 1",
            "note: 𝒪𝓃ℯ 😀 note   ",
            "empty:",
            "nothing: null",
            "tagged: !!str 12",
            "anchored: &value 7",
            "list: [1, 2]",
            "flow: {a: 1, b: [x, y]}");
    private static final List<String> COMMENTS = List.of("# maxPods: 110", "", "   ", "#", "# 注释: 保留");

    private final SplittableRandom random;
    private final String lineEnd;

    KubeletTexts(long seed) {
        random = new SplittableRandom(seed);
        lineEnd = random.nextInt(3) == 0 ? "\r\n" : "\n";
    }

    /** Documents in block style without maxPods. The last one may or may not end with a line break. */
    String block(int documents) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < documents; i++) {
            if (i > 0 || random.nextBoolean()) {
                lines.add("---" + (random.nextInt(4) == 0 ? " # document" : ""));
            }
            document(lines);
            if (random.nextInt(4) == 0) {
                lines.add("...");
                // After an end marker, a new document needs a start marker.
                if (i < documents - 1) {
                    lines.add("# between");
                }
            }
        }
        return String.join(lineEnd, lines) + (random.nextBoolean() ? lineEnd : "");
    }

    private void document(List<String> lines) {
        List<List<String>> members = new ArrayList<>();
        members.add(List.of("apiVersion: kubelet.config.k8s.io/v1beta1"));
        members.add(List.of("kind: KubeletConfiguration"));
        int more = random.nextInt(6);
        for (int i = 0; i < more; i++) {
            members.add(
                    random.nextBoolean()
                            ? List.of(renamed(SCALARS.get(random.nextInt(SCALARS.size())), i))
                            : nested(i));
        }
        shuffle(members);
        for (List<String> member : members) {
            if (random.nextInt(3) == 0) {
                lines.add(COMMENTS.get(random.nextInt(COMMENTS.size())));
            }
            lines.addAll(member);
        }
        if (random.nextInt(3) == 0) {
            lines.add("# the end");
        }
    }

    /** Makes the key unique, because the keys of a document must differ. */
    private static String renamed(String line, int number) {
        return line.startsWith("\"") ? "\"" + number + line.substring(1) : "m" + number + line;
    }

    private List<String> nested(int number) {
        String indent = " ".repeat(1 + random.nextInt(4));
        String key = "nested" + number;
        return switch (random.nextInt(5)) {
            case 0 -> List.of(key + ":", indent + "memory.available: 5%", indent + "# inside", indent + "nodefs: 10%");
            case 1 -> List.of(key + ":", "- a", "- b: 1", "  c: 2");
            case 2 -> List.of(key + ": |", indent + "maxPods: 5", indent + "# no comment");
            case 3 -> List.of(key + ": >-  # folded", indent + "one", indent + "two");
            default -> List.of(key + ": plain", indent + "text on two lines");
        };
    }

    private void shuffle(List<List<String>> members) {
        for (int i = members.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            List<String> swapped = members.set(i, members.get(other));
            members.set(other, swapped);
        }
    }

    /** A text in JSON, on one or several lines, or in YAML's flow style. */
    String flow() {
        String quote = random.nextInt(4) == 0 ? "" : "\"";
        String space = random.nextBoolean() ? lineEnd + " ".repeat(random.nextInt(5)) : random.nextBoolean() ? " " : "";
        String colon = quote.isEmpty() || random.nextBoolean() ? ": " : ":";
        List<String> members = new ArrayList<>();
        members.add(quote + "kind" + quote + colon + "\"KubeletConfiguration\"");
        int more = random.nextInt(4);
        for (int i = 0; i < more; i++) {
            List<String> values = List.of("1", "\"😀\"", "[1, 2]", "{}", "{\"a\": {\"b\": null}}", "true");
            members.add(quote + "m" + i + quote + colon + values.get(random.nextInt(values.size())));
        }
        String close = space.isEmpty() ? "" : space.startsWith("\n") || space.startsWith("\r") ? lineEnd : space;
        return "{" + space + String.join("," + space, members) + close + "}" + (random.nextBoolean() ? lineEnd : "");
    }
}
