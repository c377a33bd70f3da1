package io.eniguard.source.file;

import io.eniguard.text.Quote;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.vpc.VpcSnapshotBuilder;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** A VPC snapshot out of documents in the AWS CLI's shapes. */
public final class VpcDocument {

    private VpcDocument() {}

    /**
     * The union of the documents: a key that several of them have is the concatenation of its lists.
     *
     * @param source how messages name where the facts come from
     * @throws IllegalArgumentException with a sentence that names the member and the value when one has the wrong form
     */
    public static VpcSnapshot read(String source, List<Tree> documents) {
        // Parts of different age are as old as the oldest.
        Optional<Instant> asOf = documents.stream()
                .flatMap(document -> asOf(document.at("Snapshot")).stream())
                .min(Instant::compareTo);
        VpcSnapshotBuilder builder = VpcSnapshot.builder(new VpcSnapshot.Origin(source, asOf));
        documents.stream()
                .flatMap(document -> document.nonEmptyText("Snapshot", "vpcId").stream())
                .findFirst()
                .ifPresent(builder::clusterVpcId);
        VpcKey.ALL.forEach(key -> key.read(documents, builder));
        return builder.build();
    }

    /** As of when a document's {@code Snapshot} says that its facts are. */
    static Optional<Instant> asOf(Tree snapshot) {
        return snapshot.nonEmptyText("asOf").map(VpcDocument::instant);
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "asOf: " + Quote.of(text) + " is not a time such as 2026-01-31T12:00:00Z", e);
        }
    }
}
