package io.eniguard.certs;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model of an installation: a Secret, two webhook configurations with one webhook each, and replicas that serve certificates. Each method
 * is one event. A leader acts on what it read before, so its write may come late.
 */
final class CertificateFleet {

    static final String NAME = "eniguard.eniguard.svc";
    private static final List<String> NAMES = List.of(NAME, "localhost", "127.0.0.1");

    final Rotation rotation = new Rotation(NAMES);
    final List<@Nullable KeyAndCertificate> served = new ArrayList<>();
    final Map<Rotation.Change, Integer> changes = new EnumMap<>(Rotation.Change.class);
    final List<List<X509Certificate>> bundles = new ArrayList<>(List.of(List.of(), List.of()));
    Map<String, String> secret = Map.of();
    Instant now = Instant.parse("2026-12-01T00:00:00Z");
    Duration jump = Duration.ZERO;
    private Map<String, String> readFrom = Map.of();
    private @Nullable StoredTls read;

    CertificateFleet(int replicas) {
        for (int i = 0; i < replicas; i++) {
            served.add(null);
        }
    }

    /** Returns the number of writes for this reason. */
    int count(Rotation.Change change) {
        return changes.getOrDefault(change, 0);
    }

    TrustedBundles present() {
        return new TrustedBundles(bundles);
    }

    private Instant clock() {
        return now.plus(jump);
    }

    Rotation.Step step(int leader) {
        return rotation.next(
                stored(),
                secret.isEmpty(),
                present(),
                Optional.ofNullable(served.get(leader)).map(KeyAndCertificate::certificate),
                clock());
    }

    /** The leader writes the Secret if it must. */
    void write(int leader) {
        step(leader).write().ifPresent(write -> {
            changes.merge(write.change(), 1, Integer::sum);
            secret = write.secret().data();
        });
    }

    /** The leader updates one of the configurations. */
    void register(int leader, int configuration) {
        List<X509Certificate> bundle = step(leader).bundle();
        if (!bundle.isEmpty()) {
            bundles.set(configuration, bundle);
        }
    }

    /** A replica looks at the Secret and the configurations. */
    void look(int replica) {
        served.set(
                replica,
                new ServingChoice(NAME)
                        .choose(stored(), Optional.of(present()), Optional.ofNullable(served.get(replica)), clock())
                        .orElse(null));
    }

    void restart(int replica) {
        served.set(replica, null);
    }

    /** Everybody acts until the leader has nothing left to do. */
    void settle(int leader) {
        for (int round = 0; round < 6; round++) {
            boolean isQuiet = isQuiet(leader);
            write(leader);
            register(leader, 0);
            register(leader, 1);
            for (int replica = 0; replica < served.size(); replica++) {
                look(replica);
            }
            if (isQuiet) {
                return;
            }
        }
    }

    private boolean isQuiet(int leader) {
        Rotation.Step step = step(leader);
        return step.write().isEmpty() && present().are(step.bundle());
    }

    /** Lets the time pass in steps of some days while everybody acts. */
    void live(int leader, Duration time, int days) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            now = now.plus(Duration.ofDays(days));
            if (!isQuiet(leader)) {
                settle(leader);
            }
        }
    }

    void damage(String field, String text) {
        Map<String, String> damaged = new HashMap<>(secret);
        damaged.put(field, text);
        secret = damaged;
    }

    /** Somebody replaces the Secret with a consistent one of another CA. */
    void replaceByHand(Duration lifetime) {
        Clock clock = Clock.fixed(now.minus(Duration.ofDays(1)), ZoneOffset.UTC);
        CertificateAuthority authority = CertificateAuthority.create("by hand", lifetime, clock);
        secret = new TlsSecret(List.of(authority.certificate()), authority.own().key(), authority.issueServing(NAMES))
                .data();
    }

    /** Returns the replicas that serve a certificate that the API servers do not trust. */
    List<Integer> distrusted() {
        List<Integer> distrusted = new ArrayList<>();
        for (int replica = 0; replica < served.size(); replica++) {
            KeyAndCertificate pair = served.get(replica);
            if (pair != null && !present().trust(pair.certificate(), now)) {
                distrusted.add(replica);
            }
        }
        return distrusted;
    }

    X509Certificate certificate(int replica) {
        return Optional.ofNullable(served.get(replica)).orElseThrow().certificate();
    }

    /** Returns what the Secret contains. It is kept until the Secret changes, because reading it takes a while. */
    StoredTls stored() {
        StoredTls known = read;
        if (known == null || !secret.equals(readFrom)) {
            known = StoredTls.read(secret);
            readFrom = secret;
            read = known;
        }
        return known;
    }
}
