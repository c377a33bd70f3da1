package io.eniguard.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.aws.AwsSettings;
import io.eniguard.aws.CallObserver;
import io.eniguard.source.ec2.Reading;
import io.eniguard.source.ec2.VpcReader;
import io.eniguard.source.ec2.Wanted;
import io.eniguard.source.file.ManifestFiles;
import io.eniguard.vpc.VpcSnapshot;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a reading gets all pages from an EC2 whose lists are longer than a page. */
class StubEc2Test {

    @Test
    void theWholeVpcIsReadPageByPage(@TempDir Path folder) throws Exception {
        Corpus corpus = new Corpus(7);
        StubEc2 ec2 = new StubEc2(corpus.largeVpc(), corpus.files().eksAnswer(), folder);
        Wanted wanted = Wanted.by(ManifestFiles.cluster(corpus.files().writeCluster(folder)));
        Reading reading;
        try (VpcReader reader = VpcReader.through(
                ec2,
                new AwsSettings(Optional.of(Fleet.REGION), Optional.empty(), Optional.of(StubEc2.CLUSTER)),
                CallObserver.NOBODY)) {
            reading = reader.read(wanted);
        }
        assertEquals(Map.of(), reading.failures());
        VpcSnapshot vpc = reading.snapshot();
        assertEquals(300, vpc.subnets().orElseThrow().size());
        assertEquals(LargeVpc.GROUPS, vpc.securityGroups().orElseThrow().size());
        assertEquals(5_000, vpc.instances().orElseThrow().size());
        // Each node has three interfaces for pods, which may be on different pages.
        long podInterfaces = vpc.instances().orElseThrow().keySet().stream()
                .mapToLong(
                        id -> vpc.addressUse().orElseThrow().podInterfacesOf(id).size())
                .sum();
        assertEquals(15_000, podInterfaces);
    }
}
