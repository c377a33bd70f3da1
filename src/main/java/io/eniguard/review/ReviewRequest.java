package io.eniguard.review;

import io.eniguard.cluster.ObjectId;
import io.eniguard.rules.Operation;
import io.eniguard.rules.Requester;
import io.eniguard.tree.Tree;

/**
 * A requested change, as documents that no rule has read yet.
 *
 * @param object the object after the change; empty for DELETE
 * @param before the object before the change; empty for CREATE
 */
public record ReviewRequest(Operation operation, Tree object, Tree before, Requester requester) {

    /** Creates a request in which a person creates the object. The command line reviews objects in this way. */
    public static ReviewRequest create(Tree object) {
        return new ReviewRequest(Operation.CREATE, object, Tree.EMPTY, Requester.PERSON);
    }

    /** Returns the object that is judged: the deleted object for DELETE. */
    public Tree subject() {
        return operation == Operation.DELETE ? before : object;
    }

    public ObjectId id() {
        return ObjectId.of(subject());
    }
}
