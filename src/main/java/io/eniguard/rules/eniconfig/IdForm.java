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

/** The forms of the ids in an ENIConfig. Each form can describe a malformed value and find the id that the author probably meant. */
@SuppressWarnings("ImmutableEnumChecker") // Each method reference has no state.
enum IdForm {
    SUBNET("subnet", "subnet-", EniConfig::isSubnetId),
    SECURITY_GROUP("security group", "sg-", EniConfig::isGroupId);

    /** The maximum length of a text that is searched for an id. */
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

    /** Describes a value for a message. Text is quoted, and a list or a mapping is named by its type. */
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
     * Returns the id that the author probably meant. If the value ends with an id, for example because it is an ARN, this id is returned in
     * lower case. Otherwise the only known id that differs from the value by one typing error is returned.
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
