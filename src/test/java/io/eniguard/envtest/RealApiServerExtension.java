package io.eniguard.envtest;

import io.eniguard.localkube.ApiServerBinaries;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.localkube.PublishedCrd;
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

/** Implements {@link RealApiServer}. */
public final class RealApiServerExtension implements ExecutionCondition, ParameterResolver {

    private static final Namespace SHARED = Namespace.create(RealApiServerExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isPresent()) {
            return ConditionEvaluationResult.enabled("decided for the class");
        }
        ConditionEvaluationResult decision = decide(
                context.getDisplayName(),
                ApiServerBinaries.find(),
                Boolean.parseBoolean(System.getenv("ENIGUARD_REQUIRE_ENVTEST")));
        if (decision.isDisabled()) {
            // Surefire prints the number of skipped tests, but writes the reason only to its XML report.
            System.err.printf("%n*** SKIPPED *** %s%n%n", decision.getReason().orElseThrow());
        }
        return decision;
    }

    static ConditionEvaluationResult decide(String testClass, Optional<ApiServerBinaries> binaries, boolean required) {
        if (binaries.isPresent()) {
            return ConditionEvaluationResult.enabled(
                    "API server of " + binaries.get().folder());
        }
        String reason =
                "%s needs a real API server, and there is none: %s. This command supplies it: src/test/envtest/fetch.sh"
                        .formatted(testClass, ApiServerBinaries.whyMissing());
        if (required) {
            throw new ExtensionContextException(reason);
        }
        return ConditionEvaluationResult.disabled(reason);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalApiServer.class;
    }

    @Override
    public LocalApiServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server(context);
    }

    /** Returns the API server of this JVM, for extensions that build on it. */
    public static LocalApiServer server(ExtensionContext context) {
        return context.getRoot()
                .getStore(SHARED)
                .computeIfAbsent(Attempt.class, type -> Attempt.start(), Attempt.class)
                .server();
    }

    /** The only start of the API server in this JVM. A failed start is not repeated. The store stops the server after the last test. */
    private record Attempt(Optional<LocalApiServer> started, String failure) implements AutoCloseable {

        static Attempt start() {
            Path folder = Path.of(
                    "target", "envtest", Long.toString(ProcessHandle.current().pid()));
            try {
                LocalApiServer server =
                        LocalApiServer.start(ApiServerBinaries.find().orElseThrow(), folder);
                server.install(PublishedCrd.values());
                return new Attempt(Optional.of(server), "");
            } catch (IOException e) {
                return new Attempt(Optional.empty(), String.valueOf(e.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Attempt(Optional.empty(), "interrupted");
            }
        }

        LocalApiServer server() {
            return started.orElseThrow(() -> new ParameterResolutionException("no API server: " + failure));
        }

        @Override
        public void close() throws IOException {
            if (started.isPresent()) {
                started.get().close();
            }
        }
    }
}
