package io.eniguard.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** System properties that send the calls of this JVM's commands to test servers. Closing this object restores the former values. */
final class OutsideSettings implements AutoCloseable {

    private final Path folder;
    private final Map<String, Optional<String>> before = new HashMap<>();

    /**
     * Sets a region, but nothing else that AWS or an API server needs.
     *
     * @param folder an empty folder for files
     */
    OutsideSettings(Path folder) {
        this.folder = folder;
        set("aws.region", "us-west-2");
        set("aws.disableEc2Metadata", "true");
        set("kubeconfig", "/nonexistent");
    }

    void set(String name, String value) {
        before.putIfAbsent(name, Optional.ofNullable(System.getProperty(name)));
        System.setProperty(name, value);
    }

    void awsIsAt(URI endpoint) {
        set("aws.endpointUrl", endpoint.toString());
        set("aws.accessKeyId", "test");
        set("aws.secretAccessKey", "test");
    }

    void apiServerIsAt(URI url) throws IOException {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "%s"}}]
                users: [{name: u, user: {token: t}}]
                """.formatted(url));
        set("kubeconfig", kubeconfig.toString());
    }

    @Override
    public void close() {
        before.forEach((name, value) ->
                value.ifPresentOrElse(old -> System.setProperty(name, old), () -> System.clearProperty(name)));
    }
}
