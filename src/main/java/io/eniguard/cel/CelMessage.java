package io.eniguard.cel;

import io.eniguard.policy.Facts;
import io.eniguard.policy.MessageText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A compiled {@code messageExpression}. A text that Kubernetes would ignore is empty here. */
record CelMessage(CompiledTerm compiled) implements MessageText {

    // MaxEvaluatedMessageExpressionSizeBytes of k8s.io/apiserver, pkg/admission/plugin/policy/validating/validator.go.
    private static final int MOST_BYTES = 5 * 1024;

    @Override
    public Optional<String> on(Facts facts) {
        try {
            return compiled.evaluate(facts) instanceof String text
                    ? Optional.of(text.strip()).filter(CelMessage::isUsable)
                    : Optional.empty();
        } catch (StoppedException | EvaluationException e) {
            return Optional.empty();
        }
    }

    private static boolean isUsable(String text) {
        return !text.isEmpty()
                && text.indexOf('\n') < 0
                && text.length() <= MOST_BYTES
                && text.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
    }
}
