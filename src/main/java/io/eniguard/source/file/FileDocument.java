package io.eniguard.source.file;

import io.eniguard.tree.Document;
import io.eniguard.tree.Place;
import io.eniguard.tree.Tree;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document of a text that somebody named.
 *
 * @param file how messages call the text
 */
record FileDocument(String file, Document document) {

    boolean isMapping() {
        return document.content() instanceof Map<?, ?>;
    }

    Tree tree() {
        return Tree.of(document.content());
    }

    /** Where a map or list of this document begins; else where the document does. */
    Place placeOf(@Nullable Object mapOrList) {
        return new Place(file, document.lineOf(mapOrList));
    }

    Place place() {
        return new Place(file, document.line());
    }
}
