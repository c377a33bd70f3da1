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

/** Creates a VPC snapshot from documents in the format of the AWS CLI. */
public final class VpcDocument {

    private VpcDocument() {}

    /**
     * Returns the union of the documents. If several documents contain the same key, its lists are concatenated. For the key {@code
     * cluster}, however, only the first value is used.
     *
     * @param source the name of the source in messages
     * @throws IllegalArgumentException if a value is invalid; the message contains the member and the value
     */
    public static VpcSnapshot read(String source, List<Tree> documents) {
        // The age of the facts is the age of the oldest document.
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

    /** Returns the time of the facts, from the value of the key {@code Snapshot}. */
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
