package io.eniguard.tree;

import java.util.Locale;

/**
 * How much YAML a reader takes before it gives up. Each text that is read spends a part of the budget, so that a thousand small texts
 * cost no more than a large one. Not safe for use by several threads.
 *
 * <p>Values are counted as if each alias were written out, keys included. So a short text whose aliases unfold to billions of values is
 * refused while it is read, and whoever walks, compares or prints a tree later never walks further than the limit.
 */
public final class YamlBudget {

    // Beyond its text, what aliases repeat may take as much again.
    private static final int UNFOLDING = 2;

    private static final String ALIASES = "its aliases unfold to ";

    private final int mostCharacters;
    private final int mostDocuments;
    private final int mostValues;
    private long characters;
    private long unfoldedCharacters;
    private long documents;
    private long values;

    private YamlBudget(int mostCharacters, int mostDocuments, int mostValues) {
        this.mostCharacters = mostCharacters;
        this.mostDocuments = mostDocuments;
        this.mostValues = mostValues;
    }

    /** For one file, or standard input, that somebody gave to a command: 64 Mi characters and 4,000,000 values. */
    public static YamlBudget ofFile() {
        return new YamlBudget(64 << 20, 1_000_000, 4_000_000);
    }

    /**
     * For the texts that one Kubernetes object holds, all together: 1 Mi characters, which no ConfigMap exceeds, 1,000 documents and
     * 20,000 values. A kubelet configuration has some hundred.
     */
    public static YamlBudget ofObject() {
        return new YamlBudget(1 << 20, 1_000, 20_000);
    }

    /** For a text of such an object, and for the same text after some numbers were added. */
    static YamlBudget ofFilledObject() {
        return new YamlBudget((1 << 20) + (1 << 16), 1_000, 21_000);
    }

    /** Nothing more can be read. */
    public boolean isSpent() {
        return characters > mostCharacters || documents > mostDocuments || isUnfolded();
    }

    void spendText(String text) throws YamlSyntaxException {
        characters += text.length();
        check(1, characters, mostCharacters, "", "characters");
        // Even a text without a document costs something; the first one in a text costs no more.
        spendDocument(1);
    }

    void spendDocument(int line) throws YamlSyntaxException {
        documents++;
        check(line, documents, mostDocuments, "", "documents");
    }

    void spendValue(int line, int length) throws YamlSyntaxException {
        values++;
        unfoldedCharacters += length;
        check(line, values, mostValues, "", "values");
    }

    void spendAlias(int line, Size size) throws YamlSyntaxException {
        values += size.values();
        unfoldedCharacters += size.characters();
        check(line, values, mostValues, ALIASES, "values");
        check(line, unfoldedCharacters, UNFOLDING * mostCharacters, ALIASES, "characters");
    }

    private boolean isUnfolded() {
        return values > mostValues || unfoldedCharacters > (long) UNFOLDING * mostCharacters;
    }

    private static void check(int line, long spent, int most, String what, String unit) throws YamlSyntaxException {
        if (spent > most) {
            throw YamlSyntaxException.tooLarge(
                    line, String.format(Locale.ROOT, "%smore than %,d %s", what, most, unit));
        }
    }

    /** What has been spent so far, aliases written out. */
    Size spent() {
        return new Size(values, unfoldedCharacters);
    }

    /**
     * How large a part of a text is when its aliases are written out.
     *
     * @param values scalars, keys, lists and mappings
     * @param characters of all scalars
     */
    record Size(long values, long characters) {

        Size minus(Size other) {
            return new Size(values - other.values, characters - other.characters);
        }
    }
}
