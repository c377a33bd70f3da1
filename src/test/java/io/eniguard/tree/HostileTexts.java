package io.eniguard.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Generates YAML and JSON texts that would cost a careless reader much more than their length suggests: recursive, wide and deep texts,
 * long scalars in every style, numbers in every notation, and many documents. Each text has at most about 1 MiB, the limit of a ConfigMap,
 * and contains {@code kind: KubeletConfiguration}, so that eniguard reads it.
 */
public final class HostileTexts {

    private static final int MANY = 900_000;
    private static final String HEAD = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n";

    private final SplittableRandom random;
    private final List<Case> cases = new ArrayList<>();

    private HostileTexts(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A hostile text and the name of its attack. */
    public record Case(String name, String text) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** Texts of all kinds. The same seed gives the same texts. */
    public static Stream<Case> all(long seed) {
        HostileTexts texts = new HostileTexts(seed);
        texts.recursion();
        texts.merges();
        texts.laughs();
        texts.depth();
        texts.width();
        texts.scalars();
        texts.numbers();
        texts.documents();
        texts.directives();
        texts.characters();
        texts.json();
        texts.wrappers();
        texts.nodeLabels();
        return texts.cases.stream();
    }

    private void nodeLabels() {
        String table = "[settings.kubernetes.node-labels";
        add(
                "labels-in-a-table-with-a-long-name",
                table + ".\"" + "x".repeat(450_000) + "\"]\n" + repeated(some(40_000), i -> "a" + i + "=\"b\"\n"),
                "");
        add("empty-lines-in-a-table-of-many-parts", table + ".a".repeat(200_000) + "]\n" + "\n".repeat(500_000), "");
        add(
                "words-in-one-flag",
                "apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec: {kubelet: {flags: [\""
                        + "--max-pods=9 ".repeat(70_000) + "\"]}}\n",
                "");
        add("flag-for-labels-in-its-own-value", "# NodeConfig\nx " + "--node-labels=".repeat(70_000) + "\n", "");
    }

    private void recursion() {
        add("merge-of-itself", "x: &a {<<: *a, b: 1}\n");
        add("merge-of-itself-in-block", "x: &a\n  <<: *a\n  b: 1\n");
        add("merge-of-itself-in-a-list", "x: &a {<<: [*a, *a], b: 1}\n");
        add("merge-of-the-parent", "x: &a\n  b:\n    c: {<<: *a}\n");
        add("merge-of-each-other", "x: &a\n  y: &b {<<: *a}\n  <<: *b\n");
        add("merge-of-itself-at-the-root", "&a\n" + HEAD + "<<: *a\n", "");
        add("list-in-itself", "x: &a [*a]\n");
        add("list-in-itself-many-times", "x: &a [" + repeated(some(5_000), i -> "*a, ") + "*a]\n");
        add("mapping-in-itself", "x: &a {b: *a, c: [*a]}\n");
        add("key-that-is-itself", "x: &a {*a : 1}\n");
        add("key-that-is-a-mapping", "x: {? {a: [b]} : 1}\n");
        add("alias-before-its-anchor", "x: *a\ny: &a 1\n");
        add("anchor-of-many-places", repeated(some(20_000), i -> "k" + i + ": &a 1\n") + "z: *a\n");
    }

    private void merges() {
        add("merge-chain-of-doubles", "m0: &m0 {a: 1}\n" + repeated(some(400), i -> doubled(i + 1)));
        add("merge-chain", "m0: &m0 {a: 1}\n" + repeated(some(4_000), i -> chained(i + 1)));
        add("wide-merge-often", "m: &m {" + keys(some(1_000)) + "}\nx:\n" + repeated(10_000, i -> "- {<<: *m}\n"));
        add(
                "wide-merge-in-one-list",
                "m: &m {" + keys(1_000) + "}\nx: {<<: [" + repeated(some(9_000), i -> "*m, ") + "*m]}\n");
        add(
                "many-merges-in-one-mapping",
                "m: &m {" + keys(1_000) + "}\nx:\n" + repeated(some(9_000), i -> "  <<: *m\n"));
        add("merge-of-a-text", "x: {<<: text}\n");
        add("merge-of-a-list-of-lists", "m: &m [[{a: 1}]]\nx: {<<: *m}\n");
        add("merge-of-laughs", mapLaughs(some(30)) + "x: {<<: *l1}\n");
    }

    private static String doubled(int i) {
        return "m%1$d: &m%1$d {<<: [*m%2$d, *m%2$d], k%1$d: 1}\n".formatted(i, i - 1);
    }

    private static String chained(int i) {
        return "m" + i + ": &m" + i + " {<<: *m" + (i - 1) + ", k" + i + ": 1}\n";
    }

    private void laughs() {
        add("laughs-of-lists", "l0: &l0 [x]\n" + repeated(some(40), i -> laugh(i + 1, "[%s, %s]")));
        add("laughs-of-mappings", mapLaughs(some(40)));
        add("laughs-of-nine", "l0: &l0 [x]\n" + repeated(9, i -> laugh(i + 1, "[%1$s, %1$s, %1$s, %1$s, %1$s, %1$s]")));
        add(
                "one-list-often",
                "l: &l [" + repeated(1_000, i -> "x, ") + "x]\nx: [" + repeated(some(100_000), i -> "*l, ") + "*l]\n");
        add(
                "one-text-often",
                "l: &l " + "x".repeat(100_000) + "\nx: [" + repeated(some(100_000), i -> "*l, ") + "*l]\n");
        add(
                "a-list-of-lists-often",
                "a: &a [" + repeated(900, i -> "x, ") + "]\nb: &b [" + repeated(900, i -> "*a, ") + "]\nc: ["
                        + repeated(900, i -> "*b, ") + "]\n");
    }

    private static String mapLaughs(int levels) {
        return "l0: &l0 {x: 1}\n" + repeated(levels, i -> laugh(i + 1, "{a: %s, b: %s}"));
    }

    private static String laugh(int i, String form) {
        String below = "*l" + (i - 1) + " ";
        return "l" + i + ": &l" + i + " " + form.formatted(below, below) + "\n";
    }

    private void depth() {
        for (int levels : List.of(95, 101, 3_000, 50_000, 400_000)) {
            add("flow-lists-" + levels + "-deep", "x: " + "[".repeat(levels) + "]".repeat(levels) + "\n");
            add("open-flow-lists-" + levels + "-deep", "x: " + "[".repeat(levels));
        }
        add("flow-mappings-deep", "x: " + "{a: ".repeat(some(100_000)) + "1\n");
        add("flow-keys-deep", "x: " + "{? ".repeat(some(100_000)) + "1\n");
        add("block-lists-deep", "x:\n" + "- ".repeat(some(300_000)) + "1\n");
        add("block-keys-deep", "? ".repeat(some(300_000)) + "1\n");
        add(
                "block-mappings-deep",
                IntStream.range(0, 1_300).mapToObj(i -> " ".repeat(i) + "a:\n").collect(Collectors.joining()));
        add("mixed-deep", "x: " + "[{a: ".repeat(some(100_000)) + "1\n");
    }

    private void width() {
        add("many-keys", repeated(some(80_000), i -> "k" + i + ": 1\n"));
        add("many-keys-that-collide", repeated(some(30_000), i -> colliding(i, 15) + ": 1\n"));
        add("one-key-often", repeated(some(80_000), i -> "k: 1\n"));
        add("many-members", "x: [" + repeated(some(400_000), i -> "1,") + "1]\n");
        add("many-empty-mappings", "x: [" + repeated(some(250_000), i -> "{},") + "]\n");
        add("many-empty-values", "x: {" + repeated(some(100_000), i -> "a" + i + ",") + "}\n");
        add("many-block-members", "x:\n" + "- 1\n".repeat(some(200_000)));
        add("many-empty-members", "x:\n" + "-\n".repeat(some(400_000)));
        add("many-anchors", repeated(some(40_000), i -> "k" + i + ": &a" + i + " 1\n"));
        add("many-tags", repeated(some(60_000), i -> "- !t" + i + " 1\n"), "kind: KubeletConfiguration\nx:\n");
        add("many-explicit-keys", repeated(some(60_000), i -> "? k" + i + "\n: 1\n"));
    }

    /** Texts with equal hash codes, built from "Aa" and "BB", which have the same hash code. */
    private static String colliding(int number, int pairs) {
        return IntStream.range(0, pairs)
                .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }

    private void scalars() {
        add("plain-text", "x: " + "a".repeat(MANY) + "\n");
        add("plain-words", "x: " + "a ".repeat(MANY / 2) + "\n");
        add("plain-lines", "x: a\n" + "  a\n".repeat(MANY / 4));
        add("plain-blank-lines", "x: a\n" + "\n".repeat(MANY) + "  a\n");
        add("plain-blanks", "x: a" + " ".repeat(MANY) + "b\n");
        add("plain-colons", "x: a" + ":".repeat(MANY) + "b\n");
        add("plain-hashes", "x: a" + "#".repeat(MANY) + "b\n");
        add("long-key", "k".repeat(MANY) + ": 1\n");
        add("long-quoted-key", "\"" + "k".repeat(MANY) + "\": 1\n");
        add("single-quotes", "x: '" + "''".repeat(MANY / 2) + "'\n");
        add("single-quoted-lines", "x: '\n" + "  a\n".repeat(MANY / 4) + "'\n");
        add("open-single-quote", "x: '" + "a\n ".repeat(MANY / 3));
        add("double-quoted-escapes", "x: \"" + "\\x41".repeat(MANY / 4) + "\"\n");
        add("double-quoted-lines", "x: \"" + "a\\\n  ".repeat(MANY / 5) + "\"\n");
        add("double-quoted-blanks", "x: \"a" + " ".repeat(MANY) + "b\"\n");
        add("open-double-quote", "x: \"" + "a ".repeat(MANY / 2));
        add("literal-lines", "x: |\n" + "  a\n".repeat(MANY / 4));
        add("literal-blank-lines", "x: |+\n" + "\n".repeat(MANY));
        add(
                "literal-deeper-and-deeper",
                "x: |\n"
                        + IntStream.range(1, 1_300)
                                .mapToObj(i -> " ".repeat(i) + "\n")
                                .collect(Collectors.joining()));
        add("folded-lines", "x: >\n" + "  a\n".repeat(MANY / 4));
        add("folded-indented-lines", "x: >-\n" + "  a\n   b\n".repeat(MANY / 9));
        add("anchor-name", "x: &" + "a".repeat(MANY) + " 1\n");
        add("tag-name", "x: !" + "a".repeat(MANY) + " 1\n");
        add("tag-escapes", "x: !<" + "%41".repeat(MANY / 3) + "> 1\n");
    }

    private void numbers() {
        String digits = digits(MANY);
        add("digits", "maxPods: " + digits + "\n");
        add("negative-digits", "maxPods: -" + digits + "\n");
        add("zeros", "maxPods: " + "0".repeat(MANY) + "1\n");
        add("octal-digits", "maxPods: 0o" + "7".repeat(MANY) + "\n");
        add("hexadecimal-digits", "maxPods: 0x" + "f".repeat(MANY) + "\n");
        add("fraction", "maxPods: 1." + digits + "\n");
        add("digits-before-the-point", "maxPods: " + digits + ".5\n");
        add("digits-with-exponent", "maxPods: " + digits + "e5\n");
        add("long-exponent", "maxPods: 1e" + digits + "\n");
        add("large-exponent", "maxPods: 1e999999999\n");
        add("small-exponent", "maxPods: 1e-999999999\n");
        add("sexagesimal", "maxPods: 1" + ":59".repeat(MANY / 3) + "\n");
        add("underscores", "maxPods: 1" + "_0".repeat(MANY / 2) + "\n");
        add("binary-digits", "maxPods: 0b" + "1".repeat(MANY) + "\n");
        add("tagged-digits", "maxPods: !!int \"" + digits + "\"\n");
        add("tagged-text", "maxPods: !!int \"" + "x".repeat(MANY) + "\"\n");
        add("digits-in-quotes", "maxPods: \"" + digits + "\"\n");
        add("digits-as-key", digits + ": 1\n");
        add("many-long-numbers", repeated(some(800), i -> "k" + i + ": " + "9".repeat(1_000) + "\n"));
        add("almost-a-number", "maxPods: " + digits + "x\n");
    }

    private String digits(int count) {
        return random.ints(count, 1, 10).mapToObj(Integer::toString).collect(Collectors.joining());
    }

    private void documents() {
        for (int count : List.of(3, 25, 300, 1_000, some(12_000))) {
            add(count + "-documents", repeated(count, i -> "---\n" + HEAD));
        }
        add("empty-documents", "---\n".repeat(some(200_000)));
        add("ended-documents", "--- 1\n...\n".repeat(some(80_000)));
        add("documents-of-anchors", repeated(some(10_000), i -> "---\nkind: KubeletConfiguration\nx: &a [1]\ny: *a\n"));
        add("documents-of-flow", repeated(some(20_000), i -> "--- {kind: KubeletConfiguration}\n"));
        add("end-markers", "...\n".repeat(some(200_000)));
    }

    private void directives() {
        add("tag-directives", repeated(some(20_000), i -> "%TAG !t" + i + "! tag:t" + i + "\n") + "---\n" + HEAD, "");
        add("one-tag-directive-often", "%TAG !t! tag:t\n".repeat(2) + "---\n" + HEAD, "");
        add(
                "long-tag-directive",
                "%TAG !t! tag:" + "t".repeat(MANY / 2) + "\n---\n" + HEAD
                        + repeated(some(20_000), i -> "k" + i + ": !t!x 1\n"),
                "");
        add("unknown-directives", "%X y\n".repeat(some(100_000)) + "---\n" + HEAD, "");
        add("version-directive", "%YAML 1." + "1".repeat(some(100_000)) + "\n---\n" + HEAD, "");
        add("comments", "# a comment\n".repeat(MANY / 12));
        add("empty-comments", "#\n".repeat(MANY / 2));
        add("one-long-comment", "#" + "#".repeat(MANY) + "\n");
        add("comments-in-a-list", "x:\n" + "- 1 # one\n".repeat(MANY / 12));
    }

    private void characters() {
        add("tabs", "\t".repeat(MANY) + "\n");
        add("tabs-after-a-key", "x:" + "\t".repeat(MANY) + "1\n");
        add("blank-lines", "\n".repeat(MANY));
        add("blanks", " ".repeat(MANY) + "x: 1\n");
        add("lines-of-blanks", (" ".repeat(99) + "\n").repeat(MANY / 100));
        add("carriage-returns", "x: 1\r".repeat(3) + "\r\n".repeat(MANY / 2));
        add("byte-order-mark", "\uFEFF" + HEAD + "x: 1\n", "");
        add("byte-order-marks", "\uFEFF".repeat(MANY / 3));
        add("control-characters", "x: \"\u0007\u001b[31m\"\n");
        add("separators", "x: a\u2028b\u0085c\u2029\n".repeat(2));
        add("half-a-surrogate", "x: \ud800\n");
        add("outside-the-plane", "x: " + "\ud83d\ude00".repeat(MANY / 4) + "\n");
        add("the-word-kind", "kind".repeat(MANY / 4) + "\n");
        add("kind-and-blanks", "kind" + " ".repeat(MANY) + "\n\t- }\n");
        add("kind-and-lines", "kind\n".repeat(MANY / 5) + "}\n");
        add("kind-colon-and-blanks", ("kind:" + " ".repeat(995)).repeat(MANY / 1_000) + "\n}\n");
        add("kind-and-line-ends", "kind" + "\n".repeat(MANY) + "\n\t- }\n");
        add("noise", noise(some(200_000)));
    }

    private String noise(int length) {
        String alphabet = "ab1:-?,[]{}&*!|>'\"%@`# \n\t<~\\";
        return random.ints(length, 0, alphabet.length())
                .mapToObj(i -> alphabet.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    private void json() {
        String head = "{\"kind\": \"KubeletConfiguration\", \"x\": ";
        add("json-members", head + "[" + "{\"\":0},".repeat(some(100_000)) + "1]}", "");
        add("json-keys", head + "{" + repeated(some(60_000), i -> "\"" + i + "\":0,") + "\"\":0}}", "");
        add("json-deep", head + "[".repeat(some(100_000)), "");
        add("json-digits", head + "9".repeat(MANY) + "}", "");
        add("json-escapes", head + "\"" + "\\u0041".repeat(MANY / 6) + "\"}", "");
        add("json-without-end", head + "\"" + "a".repeat(MANY), "");
        add("json-without-line-ends", head + "[" + "[],".repeat(some(250_000)) + "1]}", "");
        add("json-documents", "{\"kind\": \"KubeletConfiguration\"}\n".repeat(some(20_000)), "");
    }

    private void wrappers() {
        String script = "#!/bin/bash\ncat <<EOF\n" + HEAD + "EOF\n";
        add("script", script + "echo 'x\n".repeat(some(80_000)), "");
        add("script-after-blanks", " \n".repeat(MANY / 2) + script, "");
        add("blanks-and-no-script", "\n ".repeat(MANY / 2) + HEAD + "}\n", "");
        add(
                "multi-part",
                "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"//\"\n\n" + "--//\n".repeat(some(100_000))
                        + HEAD,
                "");
        add("configuration-in-a-text", "x: |\n" + ("  " + HEAD.replace("\n", "\n  ") + "\n").repeat(some(8_000)), "");
    }

    private void add(String name, String text) {
        add(name, text, HEAD);
    }

    private void add(String name, String text, String head) {
        cases.add(new Case(name, head + text));
    }

    /** A random number that differs from the given one by at most a tenth. */
    private int some(int number) {
        return number - random.nextInt(number / 10 + 1);
    }

    private static String keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "k" + i + ": 1").collect(Collectors.joining(", "));
    }

    private static String repeated(int times, IntFunction<String> part) {
        return IntStream.range(0, times).mapToObj(part).collect(Collectors.joining());
    }
}
