package io.eniguard.audit;

import io.eniguard.cluster.ObjectId;
import io.eniguard.cluster.ReviewedKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A kind that has rules and that users may mistype. Without a remark, users would not notice that an object of {@code kind: EniConfig} is
 * skipped.
 *
 * @param kind the kind that the author of the object may have meant
 */
record MeantKind(ReviewedKind kind) {

    /** The kinds whose names no other API group uses. */
    private static final Set<ReviewedKind> UNIQUE =
            Set.of(ReviewedKind.ENI_CONFIG, ReviewedKind.NODE_CLASS, ReviewedKind.POLICY);

    private static final List<MeantKind> ALL =
            Stream.of(ReviewedKind.values()).map(MeantKind::new).toList();

    /** Returns a remark if the kind or version of the object is probably mistyped; empty if the kind is correct or unrelated. */
    static Optional<Remark> remark(Definition definition) {
        ObjectId id = definition.id();
        return ALL.stream()
                .filter(kind -> kind.isAlmost(id))
                .findFirst()
                .map(kind -> new Remark(
                        definition.place(),
                        "%s is of kind %s in %s; did you mean kind %s in %s?%s"
                                .formatted(
                                        id.shown(),
                                        id.kind(),
                                        id.apiVersion(),
                                        kind.kind.kind(),
                                        kind.kind.apiVersion(),
                                        kind.kind == ReviewedKind.ENI_CONFIG
                                                ? " The VPC CNI reads only this API version"
                                                : "")));
    }

    private boolean isAlmost(ObjectId id) {
        boolean isGroup = id.group().equals(kind.group());
        boolean isKind = id.kind().equals(kind.kind());
        if (isGroup && isKind) {
            return !kind.versions()
                    .contains(id.apiVersion().substring(id.apiVersion().indexOf('/') + 1));
        }
        return (isGroup || UNIQUE.contains(kind) || isKnownGroup(id.group())) && isSpeltLike(id.kind());
    }

    private static boolean isKnownGroup(String otherGroup) {
        return !otherGroup.isEmpty()
                && ALL.stream().anyMatch(known -> known.kind.group().equals(otherGroup));
    }

    /** Returns whether the name differs from the kind only in case, punctuation or a plural ending. */
    private boolean isSpeltLike(String other) {
        String typed = letters(other);
        return typed.equals(letters(kind.kind()))
                || typed.equals(letters(kind.kind()) + "s")
                || typed.equals(letters(kind.kind()) + "es");
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
