package io.eniguard.tree;

import java.util.Locale;

/**
 * The amount of YAML that a reader accepts. All texts that are read with one budget share its limits, so a thousand small texts cost no
 * more than one large text. Not safe for use by several threads.
 *
 * <p>Values, including keys, are counted as if each alias were written out. The reader therefore refuses a short text whose aliases unfold
 * to billions of values. Code that later walks, compares or prints the tree visits no more values than the limit.
 */
public final class YamlBudget {

    // With its aliases written out, the text may have twice as many characters as the limit for the text itself.
    private static final int UNFOLDING = 2;

    private static final String ALIASES = "its aliases expand to ";

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

    /**
     * Returns the budget for one file, or for the standard input of a command: 64 Mi characters, 1,000,000 documents and 4,000,000 values.
     */
    public static YamlBudget ofFile() {
        return new YamlBudget(64 << 20, 1_000_000, 4_000_000);
    }

    /**
     * Returns the budget for all texts in one Kubernetes object: 1 Mi characters, 1,000 documents and 20,000 values. No ConfigMap has more
     * than 1 Mi characters, and a kubelet configuration has a few hundred values.
     */
    public static YamlBudget ofObject() {
        return new YamlBudget(1 << 20, 1_000, 20_000);
    }

    /**
     * Returns the budget for a text of a Kubernetes object after eniguard has inserted values into it. It is a little larger than {@link
     * #ofObject()}.
     */
    static YamlBudget ofFilledObject() {
        return new YamlBudget((1 << 20) + (1 << 16), 1_000, 21_000);
    }

    /** Whether a limit has been exceeded, so that no further text can be read. */
    public boolean isSpent() {
        return characters > mostCharacters || documents > mostDocuments || isUnfolded();
    }

    void spendText(String text) throws YamlSyntaxException {
        characters += text.length();
        check(1, characters, mostCharacters, "", "characters");
        // Each text counts as one document, even if it is empty. The first document of a text is therefore not counted
        // again.
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

    private static void check(int line, long spent, int most, String prefix, String unit) throws YamlSyntaxException {
        if (spent > most) {
            throw YamlSyntaxException.tooLarge(
                    line, String.format(Locale.ROOT, "%smore than %,d %s", prefix, most, unit));
        }
    }

    /** The size of everything that has been read so far, with aliases written out. */
    Size spent() {
        return new Size(values, unfoldedCharacters);
    }

    /**
     * The size of a part of a text with its aliases written out.
     *
     * @param values the number of scalars, keys, lists and mappings
     * @param characters the number of characters in all scalars
     */
    record Size(long values, long characters) {

        Size minus(Size other) {
            return new Size(values - other.values, characters - other.characters);
        }
    }
}
