package io.eniguard.server;

import io.eniguard.envtest.RealApiServerExtension;
import io.eniguard.localkube.FileTree;
import io.eniguard.localkube.LocalApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Implements {@link WithGuardedCluster}. */
final class GuardedClusterExtension implements ParameterResolver {

    private static final Namespace OF_CLASS = Namespace.create(GuardedClusterExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == GuardedCluster.class;
    }

    @Override
    public GuardedCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        LocalApiServer apiServer = RealApiServerExtension.server(context);
        return context.getStore(OF_CLASS)
                .computeIfAbsent(Started.class, type -> Started.with(apiServer), Started.class)
                .guarded;
    }

    /** A started cluster. The store of the test class closes the cluster after the last test of the class. */
    private record Started(GuardedCluster guarded, Path folder) implements AutoCloseable {

        static Started with(LocalApiServer apiServer) {
            try {
                Path folder = Files.createTempDirectory("eniguard-guarded-");
                return new Started(GuardedCluster.start(apiServer, folder), folder);
            } catch (Exception e) {
                throw new ParameterResolutionException("the guarded cluster does not start", e);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                guarded.remove();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            FileTree.delete(folder);
        }
    }
}
