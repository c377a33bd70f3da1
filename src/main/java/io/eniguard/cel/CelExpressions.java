package io.eniguard.cel;

import io.eniguard.maxpods.PodsExpression;
import io.eniguard.maxpods.PodsExpressions;

/**
 * Reads expressions with the CEL library. The text, the parsed expression and the work for one result are limited, so that a hostile
 * expression cannot delay a review. This class does not use the library itself, so that commands without expressions do not load it.
 */
public final class CelExpressions implements PodsExpressions {

    // The parser's work grows faster than the length of a hostile text. Real expressions have fewer than 200
    // characters.
    private static final int LONGEST = 1000;

    @Override
    public PodsExpression read(String text, Dialect dialect) {
        return text.length() > LONGEST
                ? new FaultyExpression("longer than %d characters".formatted(LONGEST))
                : CelReader.read(text, dialect);
    }
}
