package io.eniguard.rules.eniconfig;

import io.eniguard.cluster.EniConfig;
import io.eniguard.text.Count;
import io.eniguard.text.NearNames;
import io.eniguard.text.PlainText;
import io.eniguard.text.Quote;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The forms of the ids in an ENIConfig. Describes values that have another form and finds the id that was meant. */
@SuppressWarnings("ImmutableEnumChecker") // a method reference without state
enum IdForm {
    SUBNET("subnet", "subnet-", EniConfig::isSubnetId),
    SECURITY_GROUP("security group", "sg-", EniConfig::isGroupId);

    /** The length above which a text is no longer searched for an id. */
    private static final int LONGEST_SEARCHED = 200;

    private final String kind;
    private final String prefix;
    private final Predicate<Object> isId;
    private final Pattern hexadecimal;
    private final Pattern atTheEnd;

    IdForm(String kind, String prefix, Predicate<Object> isId) {
        this.kind = kind;
        this.prefix = prefix;
        this.isId = isId;
        hexadecimal = Pattern.compile(prefix + "([0-9a-f]+)");
        atTheEnd = Pattern.compile("(?:^|[^a-z0-9])(" + prefix + "[0-9a-f]+)\\s*$");
    }

    boolean matches(@Nullable Object value) {
        return value != null && isId.test(value);
    }

    /**
     * Returns the message about a value that is not an id, such as {@code spec.subnet "subnet-0a1b2c3" has 7 digits, but a subnet id has
     * 17 (or 8)}.
     */
    String objection(String field, @Nullable Object value) {
        if (value instanceof String text) {
            Matcher matcher = hexadecimal.matcher(text);
            if (matcher.matches()) {
                int digits = matcher.group(1).length();
                return "%s %s has %s, but a %s id has 17 (or 8)"
                        .formatted(field, described(value), Count.of(digits, "digit"), kind);
            }
        }
        return "%s is %s, not an id of the form %s0123456789abcdef0".formatted(field, described(value), prefix);
    }

    /** Quotes a text and names the type of a list or a mapping. */
    static String described(@Nullable Object value) {
        if (value instanceof String text) {
            return Quote.of(text, 40);
        } else if (value instanceof List<?>) {
            return "a list";
        } else if (value instanceof Map<?, ?>) {
            return "a mapping";
        }
        return PlainText.cut(String.valueOf(value), 20);
    }

    /**
     * Returns the id at the end of a text, such as an ARN or an id in capitals. If there is none, returns the only known id that differs from
     * the text by one typing error.
     */
    Optional<String> meantBy(@Nullable Object value, Collection<String> known) {
        if (!(value instanceof String text) || text.length() > LONGEST_SEARCHED) {
            return Optional.empty();
        }
        String typed = text.strip().toLowerCase(Locale.ROOT);
        Matcher matcher = atTheEnd.matcher(typed);
        return matcher.find() && matches(matcher.group(1)) ? Optional.of(matcher.group(1)) : near(typed, known);
    }

    private static Optional<String> near(String typed, Collection<String> known) {
        List<String> near = known.stream()
                .filter(id -> NearNames.isNear(typed, id, 1))
                .limit(2)
                .toList();
        return near.size() == 1 ? Optional.of(near.get(0)) : Optional.empty();
    }
}
