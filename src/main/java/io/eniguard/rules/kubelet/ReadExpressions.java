package io.eniguard.rules.kubelet;

import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.PodsExpression;
import io.eniguard.maxpods.PodsExpressions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads each expression of one object once. Only {@value #MOST} different expressions are read, because a hostile ConfigMap can contain
 * thousands of them. Objects of this class must not be used by several threads.
 */
final class ReadExpressions {

    private static final int MOST = 20;

    private static final PodsExpression NOT_READ = new NotRead();

    private final PodsExpressions expressions;
    private final Map<String, PodsExpression> byText = new HashMap<>();

    ReadExpressions(PodsExpressions expressions) {
        this.expressions = expressions;
    }

    PodsExpression read(String text) {
        PodsExpression known = byText.get(text);
        if (known != null) {
            return known;
        } else if (byText.size() == MOST) {
            return NOT_READ;
        }
        PodsExpression read = expressions.read(text, PodsExpressions.Dialect.NODEADM);
        byText.put(text, read);
        return read;
    }

    /** An expression that was not read. */
    private record NotRead() implements PodsExpression {

        @Override
        public Optional<String> fault() {
            return Optional.empty();
        }

        @Override
        public boolean uses(String variable) {
            return false;
        }

        @Override
        public Result on(InstanceType type, long maxPods) {
            return new Result.Unknown("eniguard evaluates at most %d expressions of one object".formatted(MOST));
        }
    }
}
