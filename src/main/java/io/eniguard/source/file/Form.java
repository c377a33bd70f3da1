package io.eniguard.source.file;

import io.eniguard.text.Quote;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The types that a value and its members must have. All members are optional, and members that the form does not name may have any type.
 */
sealed interface Form {

    Form TEXT = new Text();
    Form COUNT = new Count();
    Form FLAG = new Flag();
    Form ANY = new Any();

    /**
     * Reports the differences between a value and this form.
     *
     * @param value the value; null if it is absent
     * @param wrong receives each difference: the map or list that contains the difference, and a message that begins with the path
     * @param holder the map or list that contains the value
     */
    void check(@Nullable Object value, String path, BiConsumer<Object, String> wrong, Object holder);

    /**
     * Returns the value without the members that the form does not name, in a fixed order. Values that differ only in their order, or in
     * members that eniguard does not read, become equal.
     */
    @Nullable
    Object kept(@Nullable Object value);

    static Form listOf(Form member) {
        return new Members(member);
    }

    static Form mapping(Map<String, Form> members) {
        return new Mapping(new TreeMap<>(members));
    }

    /** A value of any type, which is kept as a whole. */
    record Any() implements Form {
        @Override
        public void check(@Nullable Object value, String path, BiConsumer<Object, String> wrong, Object holder) {}

        @Override
        public @Nullable Object kept(@Nullable Object value) {
            return value instanceof Map<?, ?> map ? new TreeMap<>(map) : value;
        }
    }

    record Text() implements Form {
        @Override
        public void check(@Nullable Object value, String path, BiConsumer<Object, String> wrong, Object holder) {
            if (value != null && !(value instanceof String)) {
                wrong.accept(holder, "%s is %s, not a string".formatted(path, describe(value)));
            }
        }

        @Override
        public @Nullable Object kept(@Nullable Object value) {
            return value;
        }
    }

    record Flag() implements Form {
        @Override
        public void check(@Nullable Object value, String path, BiConsumer<Object, String> wrong, Object holder) {
            if (value != null && !(value instanceof Boolean)) {
                wrong.accept(holder, "%s is %s, not true or false".formatted(path, describe(value)));
            }
        }

        @Override
        public @Nullable Object kept(@Nullable Object value) {
            return value;
        }
    }

    /** A whole number from 0 to the maximum of an int. */
    record Count() implements Form {
        @Override
        public void check(@Nullable Object value, String path, BiConsumer<Object, String> wrong, Object holder) {
            boolean fits = value instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE;
            if (value != null && !fits) {
                wrong.accept(holder, "%s is %s, not a whole number of zero or more".formatted(path, describe(value)));
            }
        }

        @Override
        public @Nullable Object kept(@Nullable Object value) {
            return value;
        }
    }

    record Members(Form member) implements Form {
        @Override
        public void check(@Nullable Object value, String path, BiConsumer<Object, String> wrong, Object holder) {
            if (value instanceof List<?> list) {
                for (int i = 0; i < list.size(); i++) {
                    String place = "%s[%d]".formatted(path, i);
                    Object one = list.get(i);
                    if (one == null) {
                        wrong.accept(list, place + " is empty");
                    }
                    member.check(one, place, wrong, list);
                }
            } else if (value != null) {
                wrong.accept(holder, "%s is %s, not a list".formatted(path, describe(value)));
            }
        }

        @Override
        public @Nullable Object kept(@Nullable Object value) {
            return value instanceof List<?> list
                    ? list.stream()
                            .map(member::kept)
                            .sorted(Comparator.comparing(String::valueOf))
                            .toList()
                    : value;
        }
    }

    record Mapping(SortedMap<String, Form> members) implements Form {
        @Override
        public void check(@Nullable Object value, String path, BiConsumer<Object, String> wrong, Object holder) {
            if (value instanceof Map<?, ?> map) {
                members.forEach((name, form) ->
                        form.check(map.get(name), path.isEmpty() ? name : path + "." + name, wrong, map));
            } else if (value != null) {
                wrong.accept(holder, "%s is %s, not a mapping".formatted(path, describe(value)));
            }
        }

        @Override
        public @Nullable Object kept(@Nullable Object value) {
            if (!(value instanceof Map<?, ?> map)) {
                return value;
            }
            Map<String, @Nullable Object> kept = new TreeMap<>();
            members.forEach((name, form) -> {
                Object member = map.get(name) == null ? null : form.kept(map.get(name));
                // A mapping without any kept member is omitted.
                if (member != null && !(form instanceof Mapping && Map.of().equals(member))) {
                    kept.put(name, member);
                }
            });
            return kept;
        }
    }

    private static String describe(Object value) {
        if (value instanceof List<?>) {
            return "a list";
        } else if (value instanceof Map<?, ?>) {
            return "a mapping";
        } else if (value instanceof Long || value instanceof BigInteger) {
            return "the number " + value;
        } else if (value instanceof Double || value instanceof BigDecimal) {
            return "the fraction " + value;
        }
        return value instanceof String text ? Quote.of(text) : String.valueOf(value);
    }
}
