package io.eniguard.cel;

import static io.eniguard.cel.CelFunction.member;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The functions on texts: cel-go, ext/strings.go. Positions count Unicode characters. The CEL library's own functions of these names would
 * create results of any size.
 */
final class StringFunctions {

    private StringFunctions() {}

    static List<CelFunction> all() {
        CelType text = SimpleType.STRING;
        CelType number = SimpleType.INT;
        return List.of(
                member("charAt", text, (values, budget) -> charAt(text(values, 0), number(values, 1)), text, number),
                member("indexOf", number, (values, budget) -> indexOf(values, 0, budget), text, text),
                member(
                        "indexOf",
                        number,
                        (values, budget) -> indexOf(values, number(values, 2), budget),
                        text,
                        text,
                        number),
                member("lastIndexOf", number, (values, budget) -> lastIndexOf(values, null, budget), text, text),
                member(
                        "lastIndexOf",
                        number,
                        (values, budget) -> lastIndexOf(values, number(values, 2), budget),
                        text,
                        text,
                        number),
                member("join", text, (values, budget) -> join(values, "", budget), FunctionTypes.TEXTS),
                member(
                        "join",
                        text,
                        (values, budget) -> join(values, text(values, 1), budget),
                        FunctionTypes.TEXTS,
                        text),
                member("lowerAscii", text, (values, budget) -> cased(values, 'A', 'Z', 32, budget), text),
                member("upperAscii", text, (values, budget) -> cased(values, 'a', 'z', -32, budget), text),
                member("replace", text, (values, budget) -> replace(values, -1, budget), text, text, text),
                member(
                        "replace",
                        text,
                        (values, budget) -> replace(values, number(values, 3), budget),
                        text,
                        text,
                        text,
                        number),
                member("split", FunctionTypes.TEXTS, (values, budget) -> split(values, -1, budget), text, text),
                member(
                        "split",
                        FunctionTypes.TEXTS,
                        (values, budget) -> split(values, number(values, 2), budget),
                        text,
                        text,
                        number),
                member("substring", text, (values, budget) -> substring(values, null, budget), text, number),
                member(
                        "substring",
                        text,
                        (values, budget) -> substring(values, number(values, 2), budget),
                        text,
                        number,
                        number),
                member("trim", text, StringFunctions::trim, text));
    }

    private static String text(Object[] values, int index) {
        return (String) values[index];
    }

    private static long number(Object[] values, int index) {
        return (Long) values[index];
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Returns the position of a Unicode character as a position in the Java text. */
    private static int offset(String text, long position, int last) {
        if (position < 0 || position > last) {
            throw new EvaluationException("index out of range: " + position);
        }
        return text.offsetByCodePoints(0, (int) position);
    }

    private static Object charAt(String text, long position) {
        int start = offset(text, position, length(text));
        return start == text.length() ? "" : Character.toString(text.codePointAt(start));
    }

    private static Object substring(Object[] values, @Nullable Long end, Budget budget) {
        String text = text(values, 0);
        long start = number(values, 1);
        int length = length(text);
        int first = offset(text, start, length);
        int last = end == null ? text.length() : offset(text, end, length);
        if (first > last) {
            throw new EvaluationException("invalid substring range: %d to %d".formatted(start, end));
        }
        budget.memory((long) last - first);
        return text.substring(first, last);
    }

    /** Removes the characters at both ends that Go's {@code unicode.IsSpace} accepts. */
    private static Object trim(Object[] values, Budget budget) {
        String text = text(values, 0);
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        budget.memory((long) end - start);
        return text.substring(start, end);
    }

    private static boolean isSpace(char character) {
        return (character >= '\t' && character <= '\r') || character == '\u0085' || Character.isSpaceChar(character);
    }

    private static Object indexOf(Object[] values, long from, Budget budget) {
        String text = text(values, 0);
        String searched = text(values, 1);
        int length = length(text);
        if (searched.isEmpty() && from >= 0) {
            return Math.min(from, length);
        }
        if (from >= length) {
            return -1L;
        }
        budget.search(text.length(), searched.length());
        int found = text.indexOf(searched, offset(text, from, length));
        return found < 0 ? -1L : (long) text.codePointCount(0, found);
    }

    private static Object lastIndexOf(Object[] values, @Nullable Long from, Budget budget) {
        String text = text(values, 0);
        String searched = text(values, 1);
        int length = length(text);
        budget.search(text.length(), searched.length());
        if (from != null && from >= length) {
            return searched.isEmpty() ? (long) length : -1L;
        }
        int found = text.lastIndexOf(searched, from == null ? text.length() : offset(text, from, length));
        return found < 0 ? -1L : (long) text.codePointCount(0, found);
    }

    private static Object join(Object[] values, String separator, Budget budget) {
        List<?> parts = (List<?>) values[0];
        StringBuilder joined = new StringBuilder();
        UnknownValue unknown = null;
        for (Object element : parts) {
            Object part = CelValues.adapted(element);
            unknown = CelEquality.merged(unknown, part);
            if (part instanceof String text) {
                budget.memory(1L + text.length() + separator.length());
                joined.append(text).append(separator);
            } else if (!(part instanceof UnknownValue)) {
                throw new EvaluationException("join needs a list of strings, not of " + CelValues.typeName(part));
            }
        }
        joined.setLength(Math.max(0, joined.length() - separator.length()));
        return unknown == null ? joined.toString() : unknown;
    }

    private static Object cased(Object[] values, char first, char last, int distance, Budget budget) {
        String text = text(values, 0);
        budget.memory(text.length());
        StringBuilder cased = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            cased.append(letter >= first && letter <= last ? (char) (letter + distance) : letter);
        }
        return cased.toString();
    }

    private static Object replace(Object[] values, long most, Budget budget) {
        String text = text(values, 0);
        String searched = text(values, 1);
        String replacement = text(values, 2);
        budget.search(text.length(), searched.length());
        StringBuilder replaced = new StringBuilder();
        int start = 0;
        long count = 0;
        int found = text.indexOf(searched);
        while (found >= 0 && (most < 0 || count < most)) {
            budget.step();
            budget.memory((long) found - start + replacement.length());
            replaced.append(text, start, found).append(replacement);
            count++;
            start = found + searched.length();
            if (searched.isEmpty()) {
                if (found == text.length()) {
                    break;
                }
                int next = text.offsetByCodePoints(found, 1);
                replaced.append(text, found, next);
                start = next;
            }
            found = text.indexOf(searched, start);
        }
        return replaced.append(text, Math.min(start, text.length()), text.length())
                .toString();
    }

    private static Object split(Object[] values, long most, Budget budget) {
        String text = text(values, 0);
        String separator = text(values, 1);
        budget.search(text.length(), separator.length());
        List<String> parts = new ArrayList<>();
        if (most == 0 || (separator.isEmpty() && text.isEmpty())) {
            return parts;
        }
        int start = 0;
        while (most < 0 || parts.size() < most - 1) {
            int end = separator.isEmpty() ? text.offsetByCodePoints(start, 1) : text.indexOf(separator, start);
            if (end < 0 || (separator.isEmpty() && end >= text.length())) {
                break;
            }
            budget.memory(1L + end - start);
            parts.add(text.substring(start, end));
            start = end + separator.length();
        }
        budget.memory(1L + text.length() - start);
        parts.add(text.substring(start));
        return parts;
    }
}
