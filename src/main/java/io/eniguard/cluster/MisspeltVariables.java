package io.eniguard.cluster;

import io.eniguard.text.NearNames;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Recognizes misspelt names of the variables of the VPC CNI. */
public final class MisspeltVariables {

    private static final int LONG = 20;
    private static final int MEDIUM = 12;
    private static final int FEWEST_WORDS = 3;
    private static final int SHORTEST_ABBREVIATION = 3;

    private MisspeltVariables() {}

    /**
     * Returns the variable of the CNI that a user probably meant by an unknown name. For example, the result for {@code
     * AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CONFIG} is {@code AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG}. The result is empty if the CNI has a variable
     * with this name, or if the name resembles no variable or several variables.
     */
    public static Optional<String> meantBy(String name) {
        if (CniVariables.known().contains(name)) {
            return Optional.empty();
        }
        List<String> near = CniVariables.known().stream()
                .filter(known -> NearNames.isNear(name, known, errorsIn(known)))
                .toList();
        return NearNames.only(name, near)
                .or(() -> only(near))
                .or(() -> only(CniVariables.known(), known -> isPart(name, known)))
                .or(() -> only(CniVariables.ALL, known -> haveSimilarWords(name.split("_"), known.split("_"))));
    }

    /**
     * Returns whether two names have the same words in another order, or whether each word of one name equals or abbreviates the word of
     * the other name.
     */
    private static boolean haveSimilarWords(String[] name, String[] known) {
        if (name.length != known.length || name.length < FEWEST_WORDS) {
            return false;
        }
        List<String> sorted = Stream.of(name).sorted().toList();
        return sorted.equals(Stream.of(known).sorted().toList())
                || IntStream.range(0, name.length).allMatch(word -> areSimilar(name[word], known[word]));
    }

    private static boolean areSimilar(String one, String other) {
        return one.equals(other) || abbreviates(one, other) || abbreviates(other, one);
    }

    /** Returns whether the first word abbreviates the second word, as {@code CFG} abbreviates {@code CONFIG}. */
    private static boolean abbreviates(String shorter, String longer) {
        if (shorter.length() < SHORTEST_ABBREVIATION || longer.isEmpty() || shorter.charAt(0) != longer.charAt(0)) {
            return false;
        }
        int next = 0;
        for (int at = 0; at < longer.length() && next < shorter.length(); at++) {
            if (longer.charAt(at) == shorter.charAt(next)) {
                next++;
            }
        }
        return next == shorter.length();
    }

    private static boolean isPart(String name, String known) {
        return name.length() >= MEDIUM && (known.startsWith(name + "_") || known.endsWith("_" + name));
    }

    /** Returns how many typing errors a name may have. A short name with many errors would be another name. */
    private static int errorsIn(String known) {
        if (known.length() >= LONG) {
            return 4;
        }
        return known.length() >= MEDIUM ? 2 : 1;
    }

    private static Optional<String> only(Collection<String> names, Predicate<String> condition) {
        return only(names.stream().filter(condition).toList());
    }

    private static Optional<String> only(List<String> names) {
        return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }
}
