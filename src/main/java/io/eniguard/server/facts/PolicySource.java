package io.eniguard.server.facts;

import io.eniguard.cel.CelConditions;
import io.eniguard.clock.WorldClock;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.policy.ConditionCache;
import io.eniguard.policy.Policies;
import io.eniguard.policy.PolicyReader;
import io.eniguard.policy.StoredPolicies;
import io.eniguard.policy.StoredPolicy;
import io.eniguard.review.CatalogueKinds;
import io.eniguard.server.settings.Periodically;
import io.eniguard.server.settings.PolicySettings;
import io.eniguard.server.settings.ServerSettings;
import io.eniguard.source.file.ManifestFiles;
import io.eniguard.source.file.PolicyFiles;
import io.eniguard.source.kube.PolicyWatch;
import io.eniguard.tree.PlacedObject;
import io.eniguard.tree.Tree;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads policies from files, at the start and whenever the files change, and watches the policies of the cluster. */
@Singleton
public class PolicySource {

    private static final Logger LOG = Logger.getLogger(PolicySource.class);

    private static final String KUBE = "kube";

    private final ServerSettings settings;
    private final PolicySettings policies;
    private final Knowledge knowledge;
    private final CustomRuleFailures failures;
    private final Instance<KubernetesClient> client;
    private final Periodically periodically;
    private final PolicyReader reader =
            new PolicyReader(CatalogueKinds.ofRules(), new ConditionCache(new CelConditions()));
    private List<Tree> documents = List.of();
    private volatile StoredPolicies stored = StoredPolicies.NONE;
    private volatile Optional<String> troubleOfFiles = Optional.empty();
    private volatile @Nullable PolicyWatch watch;

    PolicySource(
            ServerSettings settings,
            PolicySettings policies,
            Knowledge knowledge,
            CustomRuleFailures failures,
            Instance<KubernetesClient> client,
            Periodically periodically) {
        this.settings = settings;
        this.policies = policies;
        this.knowledge = knowledge;
        this.failures = failures;
        this.client = client;
        this.periodically = periodically;
    }

    void start(@Observes StartupEvent event) {
        List<Path> files =
                new ArrayList<>(policies.files().stream().map(Path::of).toList());
        if (!readsCluster()) {
            files.add(Path.of(settings.cluster()));
        }
        if (!files.isEmpty()) {
            periodically.whenChanged(this::read, files.toArray(Path[]::new));
            read();
        }
        if (readsCluster()) {
            PolicyWatch started = new PolicyWatch(client.get(), this::learn);
            started.start();
            watch = started;
            periodically.always(this::readOutdated);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        PolicyWatch current = watch;
        if (current != null) {
            current.close();
        }
    }

    private boolean readsCluster() {
        return settings.cluster().equals(KUBE);
    }

    /** Returns the policies of files and of the cluster. */
    public StoredPolicies policies() {
        return stored;
    }

    /** Returns whether the cluster's policies have been read once, or cannot be read. Returns true if the cluster's objects are in files. */
    public boolean areKnown() {
        PolicyWatch current = watch;
        return !readsCluster() || (current != null && current.isDecided());
    }

    /** Returns the reason why the files cannot be read now; empty if they can be read or if there are none. */
    public Optional<String> troubleOfFiles() {
        return troubleOfFiles;
    }

    /** Returns the reason why the cluster's policies are not watched now; empty if they are, or if the cluster's objects are in files. */
    public Optional<String> troubleOfCluster() {
        return Optional.ofNullable(watch).flatMap(PolicyWatch::trouble);
    }

    // If a policy has faults, the old policies stay in force, since a typing error must not lift a rule. Two threads
    // can call
    // this method at the start, and the result of the later one counts.
    private synchronized void read() {
        try {
            Policies read = readFiles();
            learn(read);
            troubleOfFiles = Optional.empty();
            LOG.infof("Read %d policies from files", read.all().size());
        } catch (UnreadableInputException e) {
            troubleOfFiles = Optional.of(String.valueOf(e.getMessage()));
            LOG.errorf("The policies cannot be read, so the old ones stay in force: %s", e.getMessage());
        }
    }

    private Policies readFiles() throws UnreadableInputException {
        PolicyFiles files = new PolicyFiles(reader, WorldClock.now());
        List<PlacedObject> given = PolicyFiles.documents(policies.files(), LOG::warn);
        if (readsCluster()) {
            return files.readBesideUnknown(given);
        }
        List<PlacedObject> cluster =
                new ManifestFiles(InputStream.nullInputStream(), LOG::warn).readAll(Path.of(settings.cluster()));
        return files.read(PolicyFiles.among(cluster), given);
    }

    private void readOutdated() {
        if (stored.areOutdated(WorldClock.now())) {
            learnAgain();
        }
    }

    private synchronized void learnAgain() {
        learn(documents);
    }

    private synchronized void learn(Policies ofFiles) {
        learn(documents, ofFiles);
    }

    private synchronized void learn(List<Tree> ofCluster) {
        documents = ofCluster;
        learn(ofCluster, stored.ofFiles());
    }

    private void learn(List<Tree> ofCluster, Policies ofFiles) {
        Instant now = WorldClock.now();
        List<Tree> quick = stored.withoutLongChanges(ofCluster, now);
        if (!quick.equals(ofCluster)) {
            use(stored.next(quick, ofFiles, reader, now));
        }
        use(stored.next(ofCluster, ofFiles, reader, now));
    }

    private void use(StoredPolicies next) {
        StoredPolicies before = stored;
        stored = next;
        // A change of the status alone does not change the policies in force.
        if (!next.inForce().equals(before.inForce())) {
            knowledge.learn(failures.counting(next.inForce()));
        }
        logChanges(before, next);
    }

    private static void logChanges(StoredPolicies before, StoredPolicies next) {
        Map<String, StoredPolicy> old = new HashMap<>();
        before.all().forEach(policy -> old.put(policy.name(), policy));
        next.all().forEach(policy -> logChange(Optional.ofNullable(old.remove(policy.name())), policy));
        old.keySet().stream().sorted().forEach(name -> LOG.infof("The policy %s was deleted", name));
    }

    private static void logChange(Optional<StoredPolicy> before, StoredPolicy policy) {
        boolean isKnown = before.filter(old ->
                        old.inForce().equals(policy.inForce()) && old.faults().equals(policy.faults()))
                .isPresent();
        if (isKnown) {
            return;
        } else if (policy.isValid()) {
            LOG.infof("The policy %s (generation %d) is in force", policy.name(), policy.generation());
        } else {
            LOG.warnf(
                    "The policy %s (generation %d) is invalid: %s",
                    policy.name(), policy.generation(), policy.reason());
        }
    }
}
