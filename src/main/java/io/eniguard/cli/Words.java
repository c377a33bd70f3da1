package io.eniguard.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/** Choices as they are typed: in small letters. */
public final class Words {

    private Words() {}

    public static <E extends Enum<E>> List<String> of(Class<E> choices) {
        return Stream.of(choices.getEnumConstants()).map(Words::word).toList();
    }

    /** @throws TypeConversionException with the words that there are */
    public static <E extends Enum<E>> E parse(Class<E> choices, String typed) {
        return Stream.of(choices.getEnumConstants())
                .filter(choice -> word(choice).equals(typed))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "\"%s\" is none of %s".formatted(typed, String.join(", ", of(choices)))));
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
