package io.eniguard.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/** Converts between the constants of an enum and the lower-case words that users type. */
public final class Words {

    private Words() {}

    public static <E extends Enum<E>> List<String> of(Class<E> choices) {
        return Stream.of(choices.getEnumConstants()).map(Words::word).toList();
    }

    /** @throws TypeConversionException if the text is not one of the words; the message lists all words */
    public static <E extends Enum<E>> E parse(Class<E> choices, String typed) {
        return Stream.of(choices.getEnumConstants())
                .filter(choice -> word(choice).equals(typed))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "\"%s\" is not one of %s".formatted(typed, String.join(", ", of(choices)))));
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
