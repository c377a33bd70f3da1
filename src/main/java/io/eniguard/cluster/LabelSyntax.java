package io.eniguard.cluster;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The syntax of label keys. Kubernetes refuses objects whose labels have other keys: k8s.io/apimachinery, pkg/util/validation,
 * IsQualifiedName.
 */
public final class LabelSyntax {

    private static final int LONGEST_PREFIX = 253;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern PREFIX =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    private LabelSyntax() {}

    public static boolean isKey(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? NAME.matcher(text).matches()
                : isPrefix(text.substring(0, slash))
                        && NAME.matcher(text.substring(slash + 1)).matches();
    }

    /** Returns whether the key has a domain of Kubernetes, such as {@code topology.kubernetes.io/zone}. */
    static boolean isOfKubernetes(String key) {
        String domain = key.contains("/") ? key.substring(0, key.indexOf('/')) : "";
        return Stream.of("kubernetes.io", "k8s.io")
                .anyMatch(parent -> domain.equals(parent) || domain.endsWith("." + parent));
    }

    private static boolean isPrefix(String text) {
        return text.length() <= LONGEST_PREFIX && PREFIX.matcher(text).matches();
    }
}
