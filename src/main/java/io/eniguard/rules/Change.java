package io.eniguard.rules;

import io.eniguard.policy.Operation;
import io.eniguard.policy.Requester;
import java.util.Optional;

/**
 * A change under review, or an object that is judged as it stands.
 *
 * @param object the object after the change; for DELETE, the object to delete
 * @param before the object before the change; empty for CREATE and EXISTS
 */
public record Change<T>(Operation operation, T object, Optional<T> before, Requester requester) {

    public boolean isUpdate() {
        return operation == Operation.UPDATE || operation == Operation.UPDATE_STATUS;
    }
}
