package io.eniguard.source.file;

import io.eniguard.tree.Document;
import io.eniguard.tree.Place;
import io.eniguard.tree.Tree;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document of an input.
 *
 * @param file the name of the input in messages
 */
record FileDocument(String file, Document document) {

    boolean isMapping() {
        return document.content() instanceof Map<?, ?>;
    }

    Tree tree() {
        return Tree.of(document.content());
    }

    /** Returns the place where a map or list of this document begins. For any other value, the result is the place of the document. */
    Place placeOf(@Nullable Object mapOrList) {
        return new Place(file, document.lineOf(mapOrList));
    }

    Place place() {
        return new Place(file, document.line());
    }
}
