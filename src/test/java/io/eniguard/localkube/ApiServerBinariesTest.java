package io.eniguard.localkube;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiServerBinariesTest {

    private final Path home;
    private final Path cache;

    ApiServerBinariesTest(@TempDir Path home) {
        this.home = home;
        this.cache = home.resolve(".cache/eniguard/envtest");
    }

    @Test
    void nothingIsFoundWithoutACache() {
        assertEquals(Optional.empty(), ApiServerBinaries.find(Map.of(), home));
        assertEquals(
                "KUBEBUILDER_ASSETS is not set, and no folder in " + cache + " contains kube-apiserver, etcd, kubectl",
                ApiServerBinaries.whyMissing(Map.of(), home));
    }

    @Test
    void theNewestVersionIsTakenByNumber() throws Exception {
        programs(cache.resolve("v1.9.11"), "kube-apiserver", "etcd", "kubectl");
        programs(cache.resolve("1.37.2"), "kube-apiserver", "etcd", "kubectl");
        programs(cache.resolve("v1.37.10"), "kube-apiserver", "etcd", "kubectl");

        assertEquals(found(cache.resolve("v1.37.10")), ApiServerBinaries.find(Map.of(), home));
    }

    @Test
    void aFolderThatLacksAProgramIsSkipped() throws Exception {
        programs(cache.resolve("v1.36.0"), "kube-apiserver", "etcd", "kubectl");
        programs(cache.resolve("v1.37.2"), "kube-apiserver", "etcd");
        programs(cache.resolve(".new.x8f2"), "kube-apiserver", "etcd", "kubectl");

        assertEquals(found(cache.resolve("v1.36.0")), ApiServerBinaries.find(Map.of(), home));
    }

    @Test
    void theFolderNamedByTheEnvironmentOverridesTheCache() throws Exception {
        programs(cache.resolve("v1.37.2"), "kube-apiserver", "etcd", "kubectl");
        programs(home.resolve("named"), "kube-apiserver", "etcd", "kubectl");

        assertEquals(found(home.resolve("named")), ApiServerBinaries.find(named("named"), home));
    }

    @Test
    void anIncompleteNamedFolderIsNotReplacedByTheCache() throws Exception {
        programs(cache.resolve("v1.37.2"), "kube-apiserver", "etcd", "kubectl");
        programs(home.resolve("named"), "kube-apiserver", "etcd");

        assertEquals(Optional.empty(), ApiServerBinaries.find(named("named"), home));
        assertEquals(
                "KUBEBUILDER_ASSETS is set to " + home.resolve("named") + ", which does not contain kubectl",
                ApiServerBinaries.whyMissing(named("named"), home));
    }

    @Test
    void anEmptyVariableCountsAsUnset() throws Exception {
        programs(cache.resolve("v1.37.2"), "kube-apiserver", "etcd", "kubectl");

        assertEquals(found(cache.resolve("v1.37.2")), ApiServerBinaries.find(Map.of("KUBEBUILDER_ASSETS", " "), home));
    }

    private Map<String, String> named(String folder) {
        return Map.of("KUBEBUILDER_ASSETS", home.resolve(folder).toString());
    }

    private static Optional<ApiServerBinaries> found(Path folder) {
        return Optional.of(new ApiServerBinaries(folder));
    }

    private static void programs(Path folder, String... names) throws IOException {
        Files.createDirectories(folder);
        for (String name : names) {
            if (!Files.createFile(folder.resolve(name)).toFile().setExecutable(true)) {
                throw new IOException("can't make " + name + " executable");
            }
        }
    }
}
