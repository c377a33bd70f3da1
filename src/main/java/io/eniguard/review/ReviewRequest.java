package io.eniguard.review;

import io.eniguard.cluster.ObjectId;
import io.eniguard.rules.Operation;
import io.eniguard.rules.Requester;
import io.eniguard.tree.Tree;

/**
 * A change that somebody asks for, before it is known what it is about.
 *
 * @param object as it will be; empty for DELETE
 * @param before as it was; empty for CREATE
 */
public record ReviewRequest(Operation operation, Tree object, Tree before, Requester requester) {

    /** Given to the command line: made by a person just now. */
    public static ReviewRequest create(Tree object) {
        return new ReviewRequest(Operation.CREATE, object, Tree.EMPTY, Requester.PERSON);
    }

    /** The object that is judged: for DELETE the one that goes. */
    public Tree subject() {
        return operation == Operation.DELETE ? before : object;
    }

    public ObjectId id() {
        return ObjectId.of(subject());
    }
}
