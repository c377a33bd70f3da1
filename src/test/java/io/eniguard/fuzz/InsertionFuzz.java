package io.eniguard.fuzz;

import io.eniguard.tree.Document;
import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlInsertion;
import io.eniguard.tree.YamlReader;
import io.eniguard.tree.YamlSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks that the insertion of a number changes no other character and no other value of the text. */
public final class InsertionFuzz {

    private static final List<String> SHORT = List.of("maxPods");
    private static final List<String> LONG = List.of("spec", "kubelet", "config", "maxPods");

    private InsertionFuzz() {}

    /**
     * Reads a typical input before the fuzzer measures times. The first input loads and instruments all classes, which takes longer than any
     * input may on a busy machine.
     */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput("kind: KubeletConfiguration\nevictionHard: {a: b}\n".getBytes(StandardCharsets.UTF_8));
    }

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        check(text, Map.of(0, SHORT));
        check(text, Map.of(0, LONG, 1, SHORT));
    }

    private static void check(String text, Map<Integer, List<String>> paths) {
        String result = YamlInsertion.insert(text, paths, 20).orElse("");
        if (result.isEmpty()) {
            return;
        }
        Claims.that(isSubsequence(text, result), "the insertion removed a character");
        List<Document> before = read(text);
        List<Document> after = read(result);
        Claims.that(before.size() == after.size(), "the number of documents changed");
        int changed = 0;
        for (int i = 0; i < before.size(); i++) {
            Object was = before.get(i).content();
            Object is = after.get(i).content();
            if (!Objects.equals(was, is)) {
                Claims.that(added(was, paths.getOrDefault(i, List.of())).equals(is), "something else changed");
                changed++;
            }
        }
        Claims.that(changed > 0, "nothing changed");
    }

    private static boolean isSubsequence(String part, String whole) {
        int at = 0;
        for (int i = 0; i < whole.length() && at < part.length(); i++) {
            at += whole.charAt(i) == part.charAt(at) ? 1 : 0;
        }
        return at == part.length();
    }

    private static Object added(@Nullable Object mapping, List<String> rest) {
        if (rest.isEmpty()) {
            return 20L;
        }
        Map<String, @Nullable Object> copy =
                new LinkedHashMap<>(Tree.of(mapping).fields());
        copy.put(rest.get(0), added(copy.get(rest.get(0)), rest.subList(1, rest.size())));
        return copy;
    }

    private static List<Document> read(String text) {
        try {
            return YamlReader.readAll(text);
        } catch (YamlSyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
