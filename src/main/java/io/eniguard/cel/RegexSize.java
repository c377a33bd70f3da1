package io.eniguard.cel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the work of compiling a regular expression from its text, because compiling {@code ((a{1000}){1000}){1000}} would need a billion
 * instructions. The syntax is that of RE2: https://github.com/google/re2/wiki/Syntax. A text that is not a regular expression has a size too.
 */
final class RegexSize {

    /** RE2 refuses higher counts. */
    private static final int HIGHEST_COUNT = 1000;

    // Estimates stop here, so that products do not overflow.
    private static final long HIGHEST_SIZE = 1_000_000_000;

    /** The steps for reading a table of Unicode, and for a range of characters whose other cases have to be found one by one. */
    private static final long STEPS_PER_TABLE = 2_000;

    private static final long STEPS_PER_RANGE = 5_000;

    private static final int ASCII_LIMIT = 128;

    // Searching for the other cases of these Cyrillic letters never ends in RE2J 1.8: from U+1C80 it goes to U+0412,
    // U+0432, U+0412, ...
    private static final int FIRST_ENDLESS = 0x1C80;
    private static final int LAST_ENDLESS = 0x1C88;

    private static final Pattern TABLE = Pattern.compile("\\\\[pP]");
    private static final Pattern HEXADECIMAL = Pattern.compile("\\\\x\\{0*([0-9A-Fa-f]{1,6})\\}");

    private static final Pattern COUNTS = Pattern.compile("\\{([0-9]{1,9})(?:,([0-9]{0,9}))?\\}");

    private final String regex;
    private final boolean mayIgnoreCase;

    // The sizes of the parts before each open group.
    private final Deque<Long> outer = new ArrayDeque<>();

    // The size of the current group so far, and of its last part, which a count would repeat.
    private long size;
    private long last;
    private long steps;
    private boolean isEndless;

    private RegexSize(String regex) {
        this.regex = regex;
        this.mayIgnoreCase = regex.contains("(?") && regex.indexOf('i') >= 0;
    }

    static RegexSize of(String regex) {
        RegexSize size = new RegexSize(regex);
        size.isEndless =
                size.mayIgnoreCase && codePoints(regex).anyMatch(code -> code >= FIRST_ENDLESS && code <= LAST_ENDLESS);
        int at = 0;
        while (at < regex.length()) {
            at = size.read(at);
        }
        while (!size.outer.isEmpty()) {
            size.closeGroup();
        }
        return size;
    }

    /** An estimate, which is too high for some expressions: RE2J turns {@code a|b|c} into one instruction. */
    long instructions() {
        return size;
    }

    /** The steps that compiling takes in addition to one for each instruction. */
    long steps() {
        return steps;
    }

    /** Whether compiling might never end. */
    boolean isEndless() {
        return isEndless;
    }

    /** Returns the characters, and those that are written as in {@code \\x{1C80}}. */
    private static IntStream codePoints(String part) {
        IntStream escaped = HEXADECIMAL.matcher(part).results().mapToInt(found -> Integer.parseInt(found.group(1), 16));
        return IntStream.concat(part.chars(), escaped);
    }

    /** Reads the part at the position and returns the position behind it. */
    private int read(int at) {
        return switch (regex.charAt(at)) {
            case '\\' -> escape(at);
            case '[' -> characterClass(at);
            case '{' -> count(at);
            case '(' -> openGroup(at);
            case ')' -> {
                closeGroup();
                yield at + 1;
            }
            default -> {
                add(1);
                yield at + 1;
            }
        };
    }

    private void add(long part) {
        last = Math.min(part, HIGHEST_SIZE);
        size = Math.min(size + last, HIGHEST_SIZE);
    }

    private int openGroup(int at) {
        outer.push(size);
        size = 0;
        last = 0;
        return at + 1;
    }

    private void closeGroup() {
        if (!outer.isEmpty()) {
            // A group has an instruction at each end.
            long group = size + 2;
            size = outer.pop();
            add(group);
        }
    }

    private int escape(int at) {
        char kind = at + 1 < regex.length() ? regex.charAt(at + 1) : ' ';
        if (kind == 'Q') {
            int end = regex.indexOf("\\E", at + 2);
            for (int i = at + 2; i < (end < 0 ? regex.length() : end); i++) {
                add(1);
            }
            return end < 0 ? regex.length() : end + 2;
        }
        add(1);
        if (kind == 'p' || kind == 'P') {
            steps += STEPS_PER_TABLE;
        }
        boolean hasName = (kind == 'p' || kind == 'P' || kind == 'x') && regex.startsWith("{", at + 2);
        return hasName ? behind("}", at + 2) : Math.min(at + 2, regex.length());
    }

    private int characterClass(int at) {
        int end = at + (regex.startsWith("^", at + 1) ? 2 : 1);
        // The first bracket is an element.
        end += regex.startsWith("]", end) ? 1 : 0;
        while (end < regex.length() && regex.charAt(end) != ']') {
            boolean isName = regex.startsWith("[:", end) && regex.indexOf(":]", end) >= 0;
            end = isName ? behind(":]", end) : end + (regex.charAt(end) == '\\' ? 2 : 1);
        }
        end = Math.min(end + 1, regex.length());
        add(1);
        String elements = regex.substring(at, end);
        steps += STEPS_PER_TABLE * TABLE.matcher(elements).results().count();
        int highest = codePoints(elements).max().orElse(0);
        if (mayIgnoreCase && highest >= ASCII_LIMIT) {
            long ranges = elements.chars().filter(code -> code == '-').count();
            steps += STEPS_PER_RANGE * ranges;
            isEndless |= ranges > 0 && highest > LAST_ENDLESS;
        }
        return end;
    }

    private int behind(String mark, int from) {
        int found = regex.indexOf(mark, from);
        return found < 0 ? regex.length() : found + mark.length();
    }

    /** Reads a count such as <code>{3}</code>, <code>{3,}</code> or <code>{3,5}</code>, which repeats the last part. */
    private int count(int at) {
        Matcher counts = COUNTS.matcher(regex).region(at, regex.length());
        if (!counts.lookingAt()) {
            add(1);
            return at + 1;
        }
        long count = Math.max(number(counts.group(1)), number(counts.group(2)));
        long once = last;
        size = Math.min(size + once * (count - 1), HIGHEST_SIZE);
        last = Math.min(once * count, HIGHEST_SIZE);
        return counts.end();
    }

    /** Returns the number of repetitions; 1 if it is not a number that RE2 accepts. */
    private static long number(@Nullable String digits) {
        if (digits == null || digits.isEmpty()) {
            return 1;
        }
        long number = Long.parseLong(digits);
        return number <= HIGHEST_COUNT ? Math.max(number, 1) : 1;
    }
}
