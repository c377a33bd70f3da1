package io.eniguard.rules;

import java.util.Optional;

/**
 * A change under review.
 *
 * @param object as it will be; for DELETE as it was
 * @param before as it was, for UPDATE
 * @param requester who asks
 */
public record Change<T>(Operation operation, T object, Optional<T> before, Requester requester) {

    public boolean isUpdate() {
        return operation == Operation.UPDATE || operation == Operation.UPDATE_STATUS;
    }
}
