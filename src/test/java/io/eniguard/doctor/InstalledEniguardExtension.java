package io.eniguard.doctor;

import io.eniguard.source.ec2.Ec2EmulatorExtension;
import io.eniguard.source.ec2.Moto;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Implements {@link InstalledEniguard}. The store closes the cluster after the last test, and before the emulator of EC2. */
final class InstalledEniguardExtension implements ParameterResolver {

    private static final Namespace SHARED = Namespace.create(InstalledEniguardExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == InstalledCluster.class;
    }

    @Override
    public InstalledCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Moto moto = Ec2EmulatorExtension.moto(context);
        return context.getRoot()
                .getStore(SHARED)
                .computeIfAbsent(InstalledCluster.class, type -> install(moto), InstalledCluster.class);
    }

    private static InstalledCluster install(Moto moto) {
        try {
            Path folder = Path.of("target", "doctor").toAbsolutePath();
            Files.createDirectories(folder);
            return new InstalledCluster(moto, Files.createTempDirectory(folder, "cluster"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParameterResolutionException("interrupted", e);
        } catch (Exception e) {
            throw new ParameterResolutionException("eniguard could not be installed: " + e.getMessage(), e);
        }
    }
}
