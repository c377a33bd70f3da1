package io.eniguard.cel;

import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.PodsExpression;
import java.util.Optional;

/** A text that is not a valid expression for a number. */
record FaultyExpression(String reason) implements PodsExpression {

    @Override
    public Optional<String> fault() {
        return Optional.of(reason);
    }

    @Override
    public boolean uses(String variable) {
        return false;
    }

    @Override
    public Result on(InstanceType type, long maxPods) {
        return new Result.Failure(reason);
    }
}
