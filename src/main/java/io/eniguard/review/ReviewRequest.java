package io.eniguard.review;

import io.eniguard.cluster.ObjectId;
import io.eniguard.rules.Operation;
import io.eniguard.rules.Requester;
import io.eniguard.tree.Tree;

/**
 * A change that somebody asks for, as documents that no rule has read yet.
 *
 * @param object as it will be; empty for DELETE
 * @param before as it was; empty for CREATE
 */
public record ReviewRequest(Operation operation, Tree object, Tree before, Requester requester) {

    /** Creates the request for an object that the command line is given: a person creates the object now. */
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
