package io.eniguard.server.facts;

import io.eniguard.cel.CelConditions;
import io.eniguard.clock.WorldClock;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.policy.Policies;
import io.eniguard.policy.PolicyReader;
import io.eniguard.review.CatalogueKinds;
import io.eniguard.server.settings.Periodically;
import io.eniguard.server.settings.PolicySettings;
import io.eniguard.server.settings.ServerSettings;
import io.eniguard.source.file.ManifestFiles;
import io.eniguard.source.file.PolicyFiles;
import io.eniguard.tree.PlacedObject;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Reads policies from files, at the start and whenever the files change. */
@Singleton
class PolicySource {

    private static final Logger LOG = Logger.getLogger(PolicySource.class);

    private static final String KUBE = "kube";

    private final ServerSettings settings;
    private final PolicySettings policies;
    private final Knowledge knowledge;
    private final Periodically periodically;

    PolicySource(ServerSettings settings, PolicySettings policies, Knowledge knowledge, Periodically periodically) {
        this.settings = settings;
        this.policies = policies;
        this.knowledge = knowledge;
        this.periodically = periodically;
    }

    void start(@Observes StartupEvent event) {
        List<Path> files =
                new ArrayList<>(policies.files().stream().map(Path::of).toList());
        if (!settings.cluster().equals(KUBE)) {
            files.add(Path.of(settings.cluster()));
        }
        if (!files.isEmpty()) {
            periodically.whenChanged(this::read, files.toArray(Path[]::new));
            read();
        }
    }

    // If a policy has faults, the old policies stay in force, since a typing error must not lift a rule.
    private void read() {
        try {
            List<PlacedObject> cluster = settings.cluster().equals(KUBE)
                    ? List.of()
                    : new ManifestFiles(InputStream.nullInputStream(), LOG::warn).readAll(Path.of(settings.cluster()));
            PolicyReader reader = new PolicyReader(CatalogueKinds.ofRules(), new CelConditions());
            Policies read = new PolicyFiles(reader, WorldClock.now())
                    .read(PolicyFiles.among(cluster), PolicyFiles.documents(policies.files(), LOG::warn));
            knowledge.learn(read);
            LOG.infof("Read %d policies from files", read.all().size());
        } catch (UnreadableInputException e) {
            LOG.errorf("The policies cannot be read, so the old ones stay in force: %s", e.getMessage());
        }
    }
}
