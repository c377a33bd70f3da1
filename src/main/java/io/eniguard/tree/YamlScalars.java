package io.eniguard.tree;

import io.eniguard.text.Quote;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Converts scalars to values according to the core schema of YAML 1.2. */
final class YamlScalars {

    private static final ScalarResolver RESOLVER = new CoreSchema().getScalarResolver();
    private static final String NULL = Tag.NULL.getValue();
    private static final String BOOL = Tag.BOOL.getValue();
    private static final String INT = Tag.INT.getValue();
    private static final String FLOAT = Tag.FLOAT.getValue();

    private YamlScalars() {}

    /** Whether this is the merge key {@code <<}, which includes the members of another mapping. */
    static boolean isMerge(ScalarEvent key) {
        return tag(key).equals(Tag.MERGE.getValue());
    }

    static @Nullable Object value(ScalarEvent event) throws YamlSyntaxException {
        String tag = tag(event);
        String text = event.getValue();
        boolean isNumber = tag.equals(INT) || tag.equals(FLOAT);
        if (!isNumber && !tag.equals(NULL) && !tag.equals(BOOL)) {
            return text;
        }
        if (isNumber && text.length() > DocumentLimits.MAX_DIGITS) {
            throw YamlSyntaxException.tooLarge(
                    YamlEvents.line(event),
                    String.format(Locale.ROOT, "a number of more than %,d characters", DocumentLimits.MAX_DIGITS));
        }
        check(event, tag);
        return tag.equals(NULL)
                ? null
                : tag.equals(BOOL) ? Boolean.valueOf(text) : tag.equals(INT) ? integer(text) : decimal(text);
    }

    /** Returns a text for a message, in quotes and shortened to a readable length. */
    static String quoted(String text) {
        return Quote.of(text);
    }

    private static String tag(ScalarEvent event) {
        Optional<String> tag = event.getTag();
        return tag.isEmpty() || tag.get().equals("!")
                ? resolved(event.getValue(), event.getImplicit().canOmitTagInPlainScalar())
                : tag.get();
    }

    private static String resolved(String text, boolean isPlain) {
        return RESOLVER.resolve(text, isPlain).getValue();
    }

    // A tag can precede any text. For example, !!int can precede a word.
    private static void check(ScalarEvent event, String tag) throws YamlSyntaxException {
        String natural = event.getTag().isEmpty() ? tag : resolved(event.getValue(), true);
        if (!natural.equals(tag) && !(tag.equals(FLOAT) && natural.equals(INT))) {
            throw new YamlSyntaxException(
                    YamlEvents.line(event),
                    quoted(event.getValue()) + " is not a valid !!" + tag.substring(tag.lastIndexOf(':') + 1));
        }
    }

    private static Object integer(String text) {
        BigInteger number = text.startsWith("0x")
                ? new BigInteger(text.substring(2), 16)
                : text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    private static Object decimal(String text) {
        String plain = text.replace("+.", ".").toLowerCase(Locale.ROOT);
        return switch (plain) {
            case ".inf" -> Double.POSITIVE_INFINITY;
            case "-.inf" -> Double.NEGATIVE_INFINITY;
            case ".nan" -> Double.NaN;
            // The tag !!float can precede an integer, which may be hexadecimal or octal.
            default ->
                plain.startsWith("0x") || plain.startsWith("0o")
                        ? ((Number) integer(plain)).doubleValue()
                        : Double.valueOf(plain);
        };
    }
}
