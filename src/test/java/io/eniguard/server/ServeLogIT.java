package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.eniguard.envtest.RealApiServer;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the log of a server that receives probes all the time, as from a kubelet. */
@RealApiServer
class ServeLogIT {

    @Test
    void readinessIsOneLineAndLibrariesAreSilent(LocalApiServer cluster, @TempDir Path folder) throws Exception {
        Path vpc = Files.writeString(folder.resolve("vpc.json"), "{}");
        Map<String, String> environment =
                Map.of("KUBECONFIG", cluster.admin().kubeconfig().toString());
        try (ServerProcess server = ServerProcess.start(folder, environment, "--vpc=" + vpc, "--cluster=kube")) {
            String log =
                    Await.value("the log reports readiness", server::log, text -> text.contains("ReadinessLog: Ready"));
            assertEquals(
                    1,
                    log.lines()
                            .filter(line -> line.endsWith("ReadinessLog: Ready"))
                            .count(),
                    log);
            for (String noise : List.of("SRHCK", "VersionUsageUtils", "powered by", "Profile ", "Installed features")) {
                assertFalse(log.contains(noise), log);
            }
        }
    }
}
