package io.eniguard.bench;

import io.eniguard.certs.CertificateAuthority;
import io.eniguard.certs.KeyAndCertificate;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.policy.Parameters;
import io.eniguard.source.file.ManifestFiles;
import io.eniguard.source.file.VpcFiles;
import io.eniguard.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The files that all servers of a bench are started with.
 *
 * @param corpus the requests that are sent to the servers
 * @param folder the folder of all files and logs
 * @param vpc the fleet's VPC, as the AWS CLI prints it
 * @param cluster the fleet's nodes and ENIConfigs, as kubectl prints them
 * @param clusterWithoutNodes the same cluster before the first node joins
 * @param certificate the PEM file of the certificate
 * @param key the PEM file of its key
 */
record Stage(Corpus corpus, Path folder, Path vpc, Path cluster, Path clusterWithoutNodes, Path certificate, Path key) {
    private static final long SEED = 7;
    private static final Duration LIFETIME = Duration.ofDays(1);

    static Stage set(Path folder) throws IOException {
        var corpus = new Corpus(SEED);
        KeyAndCertificate serving = CertificateAuthority.create("eniguard bench", LIFETIME, Clock.systemUTC())
                .issueServing(List.of(ServerAddress.HOST));
        return new Stage(
                corpus,
                folder,
                corpus.files().writeVpc(folder),
                corpus.files().writeCluster(folder),
                corpus.files().writeClusterWithoutNodes(folder),
                Files.writeString(folder.resolve("tls.crt"), serving.certificatePem()),
                Files.writeString(folder.resolve("tls.key"), serving.keyPem()));
    }

    /** Reads the fleet as a world without policies. */
    World world() throws UnreadableInputException {
        return new World(
                VpcFiles.read(vpc, Optional.empty(), warning -> {}),
                ManifestFiles.cluster(cluster),
                Parameters.DEFAULTS,
                Instant.now());
    }

    /** A review that checks whether a server answers. */
    Review probe() {
        return corpus.reviews(Workload.ENICONFIGS).get(0);
    }
}
