package io.eniguard.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.source.file.VpcFiles;
import io.eniguard.vpc.VpcSnapshot;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a folder of {@code --vpc} that the kubelet has mounted. The folder contains links into another folder, whose name begins with two
 * dots.
 */
class VpcFolderTest {

    private final Path mount;
    private final List<String> warnings = new ArrayList<>();

    VpcFolderTest(@TempDir Path mount) {
        this.mount = mount;
    }

    @BeforeEach
    void mounted() throws IOException {
        Path content = Files.createDirectory(mount.resolve("..2026_01_01"));
        Files.createSymbolicLink(mount.resolve("..data"), content.getFileName());
        try (InputStream in = Files.newInputStream(Path.of("k8s/overlays/vpc-from-files/vpc.yaml"))) {
            for (Map.Entry<String, String> file : new KubernetesSerialization()
                    .unmarshal(in, ConfigMap.class)
                    .getData()
                    .entrySet()) {
                add(file.getKey(), file.getValue());
            }
        }
    }

    @Test
    void theShippedConfigMapContainsNoFacts() throws Exception {
        VpcSnapshot snapshot = read();

        assertFalse(snapshot.knowsAnything());
        assertEquals(List.of(), warnings);
    }

    @Test
    void outputOfTheAwsCliIsRead() throws Exception {
        add("subnets.json", """
                {"Subnets": [{"SubnetId": "subnet-0a1b2c3d4e5f60718", "VpcId": "vpc-0123456789abcdef0", "State": "available",
                              "CidrBlock": "100.64.0.0/19", "AvailabilityZone": "us-west-2a"}]}""");
        add("snapshot.json", """
                {"Snapshot": {"vpcId": "vpc-0123456789abcdef0", "asOf": "2026-01-01T00:00:00Z"}}""");
        VpcSnapshot snapshot = read();

        assertTrue(snapshot.subnets().orElseThrow().containsKey("subnet-0a1b2c3d4e5f60718"));
        assertEquals(Optional.of("vpc-0123456789abcdef0"), snapshot.clusterVpcId());
        assertTrue(snapshot.origin().asOf().isPresent());
        assertEquals(List.of(), warnings);
    }

    private VpcSnapshot read() throws Exception {
        return VpcFiles.read(mount, Optional.empty(), warnings::add);
    }

    private void add(String name, String text) throws IOException {
        Files.writeString(mount.resolve("..data").resolve(name), text);
        Files.createSymbolicLink(mount.resolve(name), Path.of("..data", name));
    }
}
