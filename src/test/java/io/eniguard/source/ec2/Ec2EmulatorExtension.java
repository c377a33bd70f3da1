package io.eniguard.source.ec2;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContextException;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Implements {@link Ec2Emulator}. */
public final class Ec2EmulatorExtension implements ExecutionCondition, ParameterResolver {

    private static final Namespace SHARED = Namespace.create(Ec2EmulatorExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isPresent()) {
            return ConditionEvaluationResult.enabled("decided for the class");
        }
        ConditionEvaluationResult decision = decide(
                context.getDisplayName(), Moto.program(), Boolean.parseBoolean(System.getenv("ENIGUARD_REQUIRE_MOTO")));
        if (decision.isDisabled()) {
            // Surefire prints the number of skipped tests, but writes the reason only to its XML report.
            System.err.printf("%n*** SKIPPED *** %s%n%n", decision.getReason().orElseThrow());
        }
        return decision;
    }

    static ConditionEvaluationResult decide(String testClass, Optional<Path> program, boolean required) {
        if (program.isPresent()) {
            return ConditionEvaluationResult.enabled("moto at " + program.get());
        }
        String reason = "%s needs moto, which emulates EC2, and there is none: neither ENIGUARD_MOTO nor PATH has it."
                        .formatted(testClass)
                + " This command supplies it: pip install 'moto[server]==" + Moto.VERSION + "'";
        if (required) {
            throw new ExtensionContextException(reason);
        }
        return ConditionEvaluationResult.disabled(reason);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Moto.class;
    }

    @Override
    public Moto resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return moto(context);
    }

    /** Returns the emulator of this JVM, for other extensions. */
    public static Moto moto(ExtensionContext context) {
        return context.getRoot()
                .getStore(SHARED)
                .computeIfAbsent(Started.class, type -> Started.now(), Started.class)
                .moto();
    }

    /** The only emulator of this JVM. The store stops the emulator after the last test. */
    private record Started(Moto moto) implements AutoCloseable {

        static Started now() {
            try {
                return new Started(Moto.start());
            } catch (IOException e) {
                throw new ParameterResolutionException("moto does not start: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ParameterResolutionException("interrupted", e);
            }
        }

        @Override
        public void close() {
            moto.close();
        }
    }
}
