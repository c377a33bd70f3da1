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

/** What a value must look like to be read as it is meant. Members that a form does not name may be anything, and none must be there. */
sealed interface Form {

    Form TEXT = new Text();
    Form COUNT = new Count();
    Form FLAG = new Flag();
    Form ANY = new Any();

    /**
     * Tells what about a value is not as it must be.
     *
     * @param wrong takes the map or list that holds what is wrong, and a sentence on it that begins with the path
     */
    void check(@Nullable Object value, String path, BiConsumer<Object, String> wrong, Object holder);

    /**
     * The value without the members that the form does not name, in an order of its own: lists by what is in them, members by name.
     * Two values that differ in order alone, or in what nobody reads, become equal.
     */
    @Nullable
    Object kept(@Nullable Object value);

    static Form listOf(Form member) {
        return new Members(member);
    }

    static Form mapping(Map<String, Form> members) {
        return new Mapping(new TreeMap<>(members));
    }

    /** Whatever it is, all of it counts. */
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
                wrong.accept(holder, "%s is %s, not a text".formatted(path, describe(value)));
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
                wrong.accept(holder, "%s is %s, neither true nor false".formatted(path, describe(value)));
            }
        }

        @Override
        public @Nullable Object kept(@Nullable Object value) {
            return value;
        }
    }

    /** A whole number of zero or more that an int can hold. */
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
                // One in which nobody reads anything is as good as absent.
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
