package io.eniguard.review;

import io.eniguard.cluster.ObjectId;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Requester;
import io.eniguard.tree.Tree;

/**
 * A requested change, or an object that is judged as it stands, with the objects as generic documents.
 *
 * @param object the object after the change; empty for DELETE
 * @param before the object before the change; empty for CREATE and EXISTS
 */
public record ReviewRequest(Operation operation, Tree object, Tree before, Requester requester) {

    /** Creates a request in which a person creates the object. The command line reviews objects in files as if a person created them. */
    public static ReviewRequest create(Tree object) {
        return new ReviewRequest(Operation.CREATE, object, Tree.EMPTY, Requester.PERSON);
    }

    /** Creates a request for the judgement of an object that already exists. Nobody changes the object, so no patch is applied to it. */
    public static ReviewRequest existing(Tree object) {
        return new ReviewRequest(Operation.EXISTS, object, Tree.EMPTY, Requester.PERSON);
    }

    /** Returns the object to review. For DELETE, this is the deleted object. */
    public Tree subject() {
        return operation == Operation.DELETE ? before : object;
    }

    public ObjectId id() {
        return ObjectId.of(subject());
    }
}
