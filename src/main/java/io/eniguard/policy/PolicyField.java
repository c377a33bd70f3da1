package io.eniguard.policy;

import io.eniguard.text.NameList;
import io.eniguard.text.NearNames;
import io.eniguard.text.PlainText;
import io.eniguard.text.Quote;
import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value in the document of a policy, with its path. The methods that read the value report its faults. */
final class PolicyField {

    private static final int LONGEST_LIST_OF_NAMES = 100;
    private static final int SHORT_NAME = 4;
    private static final int MOST_SUGGESTIONS = 100;

    private final String path;
    private final @Nullable Object value;
    private final List<PolicyFault> faults;

    private PolicyField(String path, @Nullable Object value, List<PolicyFault> faults) {
        this.path = path;
        this.value = value;
        this.faults = faults;
    }

    /** @param faults receives the faults of the document */
    static PolicyField root(Tree document, List<PolicyFault> faults) {
        return new PolicyField("", document.fields(), faults);
    }

    /** Returns whether the field is absent or null, which is the same for the API server. */
    boolean isAbsent() {
        return value == null;
    }

    @Nullable
    Object value() {
        return value;
    }

    /** Returns a member of this mapping. The member is absent if this field is not a mapping. */
    PolicyField at(String key) {
        Object member = Tree.of(value).fields().get(key);
        return new PolicyField(path.isEmpty() ? key : path + "." + key, member, faults);
    }

    void fault(String message, String fix) {
        faults.add(asFault(message, fix));
    }

    /** Returns a fault of this field without reporting it. */
    PolicyFault asFault(String message, String fix) {
        return new PolicyFault(path, message, fix);
    }

    /** Reports a value of the wrong type or form. */
    void wrong(String problem, String fix) {
        fault(shown() + " " + problem, fix);
    }

    /** Reports a typed name that is none of the known names. */
    void unknown(String typed, String what, Collection<String> known) {
        // A document can have a hundred thousand faults, and the search for near names takes the most time.
        String fix =
                faults.size() < MOST_SUGGESTIONS ? didYouMean(typed, known) : "correct the faults listed above first";
        fault(Quote.of(typed) + " is not " + what, fix);
    }

    /** Returns whether this is a mapping. Reports any other value, and keys besides the known ones. */
    boolean isMapping(Collection<String> known) {
        if (!(value instanceof Map<?, ?>)) {
            if (value != null) {
                wrong("is not a mapping", "write a mapping with " + names(known));
            }
            return false;
        }
        for (String key : Tree.of(value).keys()) {
            if (!known.contains(key)) {
                at(key).unknown(key, "a field of " + (path.isEmpty() ? "a policy" : path), known);
            }
        }
        return true;
    }

    /** Returns the items of the list; none if there are too many. Reports any other value. */
    List<PolicyField> items(int most) {
        if (!(value instanceof List<?> list)) {
            if (value != null) {
                wrong("is not a list", value instanceof String ? "write [" + bare() + "]" : "write a list");
            }
            return List.of();
        } else if (list.size() > most) {
            fault(
                    "%,d items are too many".formatted(list.size()),
                    "use at most %d, or divide the policy".formatted(most));
            return List.of();
        }
        return elements();
    }

    /** Returns the items of the list, without a check. */
    List<PolicyField> elements() {
        List<PolicyField> items = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                items.add(new PolicyField(path + "[" + i + "]", list.get(i), faults));
            }
        }
        return items;
    }

    /** Returns the texts of the list. Reports items that are not texts, are blank or are too long. */
    List<String> texts(int most, int longest) {
        List<String> texts = new ArrayList<>();
        for (PolicyField item : items(most)) {
            item.required(longest, "remove the item, or write a text").ifPresent(texts::add);
        }
        return texts;
    }

    /** Returns the text; empty if it is absent or faulty. */
    Optional<String> text(int longest) {
        return text(longest, "write a text");
    }

    private Optional<String> text(int longest, String fix) {
        if (value instanceof String text) {
            if (text.length() <= longest) {
                return Optional.of(text);
            }
            fault("%,d characters are too many".formatted(text.length()), "use at most %,d".formatted(longest));
        } else if (value != null) {
            wrong("is not a text", fix);
        }
        return Optional.empty();
    }

    /** Works like {@link #text}, and also reports a text that is absent or blank. */
    Optional<String> required(int longest, String fix) {
        if (value == null) {
            fault("this field is missing", fix);
            return Optional.empty();
        }
        Optional<String> text = text(longest, fix);
        if (text.filter(String::isBlank).isPresent()) {
            fault("the text is blank", fix);
            return Optional.empty();
        }
        return text;
    }

    private String shown() {
        if (value instanceof List<?>) {
            return "a list";
        }
        return value instanceof Map<?, ?> ? "a mapping" : value instanceof String text ? Quote.of(text) : bare();
    }

    private String bare() {
        return PlainText.cut(String.valueOf(value), Quote.LONGEST);
    }

    static String didYouMean(String typed, Collection<String> known) {
        List<String> near = near(typed, known);
        return near.isEmpty() ? "use " + names(known) : "did you mean " + near.get(0) + "?";
    }

    /** Returns whether the text is probably one of the known names with a typing error. */
    static boolean isNearOne(String typed, Collection<String> known) {
        return !near(typed, known).isEmpty();
    }

    private static List<String> near(String typed, Collection<String> known) {
        // In a short name, two errors can lead to any other short name.
        int mostErrors = typed.length() <= SHORT_NAME ? 1 : 2;
        return NearNames.of(typed, known).stream()
                .filter(name -> NearNames.isNear(typed.toLowerCase(Locale.ROOT), name, mostErrors))
                .toList();
    }

    /** Returns all names if they are short, or else the first ones and the number of the others. */
    private static String names(Collection<String> names) {
        List<String> all = List.copyOf(names);
        String joined = all.size() < 2
                ? String.join("", all)
                : String.join(", ", all.subList(0, all.size() - 1)) + " or " + all.get(all.size() - 1);
        return joined.length() <= LONGEST_LIST_OF_NAMES ? joined : NameList.of(all);
    }
}
