package io.eniguard.server.lead;

import io.eniguard.certs.KeyAndCertificate;
import io.eniguard.certs.Rotation;
import io.eniguard.certs.ServingChoice;
import io.eniguard.certs.TlsSecret;
import io.eniguard.certs.TrustedBundles;
import io.eniguard.kube.KubeApi;
import io.eniguard.kube.NamedObject;
import io.eniguard.kube.RefusedRequestException;
import io.eniguard.tree.Tree;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares the Secret, the webhook configurations and the certificate in use, and does what {@link ServingChoice} and, in the leader, {@link
 * Rotation} decide. Not safe for use by several threads.
 */
final class CertificateRound {

    /** The leader compares the configurations with the Secret this often if the Secret does not change. */
    private static final long COMPARE_NANOS = Duration.ofSeconds(10).toNanos();

    /** The shortest time between two writes of the Secret, in case somebody else writes it again and again. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

    private final Objects objects;
    private final String namespace;
    private final Rotation rotation;
    private final ServingChoice choice;
    private final Effects effects;
    private final BooleanSupplier isLeader;
    private final Supplier<Instant> clock;
    private final LongSupplier nanoTime;

    private @Nullable KeyAndCertificate inUse;
    private Optional<KeyAndCertificate> next = Optional.empty();
    private Map<String, String> settledData = Map.of();
    private @Nullable Long comparedNanos;
    private @Nullable Long wroteNanos;

    /**
     * The objects of the API server.
     *
     * @param configurations the webhook configurations
     */
    record Objects(NamedObject secret, List<NamedObject> configurations) {

        Objects {
            configurations = List.copyOf(configurations);
        }
    }

    /** What follows from a round outside of the API server's objects. */
    interface Effects {

        /**
         * Serves the certificate to new connections.
         *
         * @param chain the certificate, followed by the CA that has signed it
         * @return whether it is served now
         */
        boolean serve(KeyAndCertificate pair, List<X509Certificate> chain);

        /** The certificate in use cannot be served any more, and there is no other one. */
        void nothingToServe(String reason);

        /** The leader has written the Secret. */
        void wrote(Rotation.Change change, Tree secret);

        /** The leader has changed the CAs of a configuration. */
        void registered(String configuration);
    }

    /**
     * @param names the names in each serving certificate, of which API servers connect to the first
     * @param isLeader asked before each write
     */
    CertificateRound(
            Objects objects,
            String namespace,
            List<String> names,
            Effects effects,
            BooleanSupplier isLeader,
            Supplier<Instant> clock,
            LongSupplier nanoTime) {
        this.objects = objects;
        this.namespace = namespace;
        this.rotation = new Rotation(names);
        this.choice = new ServingChoice(names.get(0));
        this.effects = effects;
        this.isLeader = isLeader;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * Runs one round. It is safe to repeat.
     *
     * @throws IOException if a request failed. The certificate in use stays in use.
     */
    void run() throws IOException {
        KubeApi.Answer answer = objects.secret().read();
        Tree secret = answer.isAbsent() ? Tree.EMPTY : answer.body();
        Map<String, String> data = TlsSecretObject.data(secret);
        // API servers verify the certificate by their own clock.
        Instant now =
                answer.clockOffset().map(offset -> clock.get().minus(offset)).orElseGet(clock);
        boolean isCompared = comparedNanos != null && nanoTime.getAsLong() - comparedNanos < COMPARE_NANOS;
        if (isCompared && data.equals(settledData) && inUse != null) {
            return;
        }
        settledData = Map.of();
        Optional<Map<NamedObject, Tree>> configurations = configurations();
        Optional<TrustedBundles> trusted = configurations.map(CertificateRound::bundles);
        boolean isServed = serve(data, trusted, now);
        boolean isDone = !isLeader.getAsBoolean()
                || lead(secret, data, configurations.orElse(Map.of()), trusted.orElse(TrustedBundles.NONE), now);
        if (isServed && isDone) {
            settledData = data;
            comparedNanos = nanoTime.getAsLong();
        }
    }

    /** Returns the configurations that exist; empty if they must not be read. */
    private Optional<Map<NamedObject, Tree>> configurations() throws IOException {
        Map<NamedObject, Tree> read = new LinkedHashMap<>();
        for (NamedObject configuration : objects.configurations()) {
            try {
                KubeApi.Answer answer = configuration.read();
                if (answer.isOk()) {
                    read.put(configuration, answer.body());
                }
            } catch (RefusedRequestException e) {
                if (e.isForbidden()) {
                    return Optional.empty();
                }
                throw e;
            }
        }
        return Optional.of(read);
    }

    private static TrustedBundles bundles(Map<NamedObject, Tree> configurations) {
        List<String> bundles = new ArrayList<>();
        configurations.values().forEach(configuration -> bundles.addAll(WebhookBundles.of(configuration)));
        return TrustedBundles.of(bundles);
    }

    /** Returns whether nothing is left to do until the Secret changes. */
    private boolean serve(Map<String, String> data, Optional<TrustedBundles> trusted, Instant now) {
        Optional<KeyAndCertificate> current = Optional.ofNullable(inUse);
        Optional<KeyAndCertificate> chosen = choice.choose(data, trusted, current, now);
        if (chosen.isEmpty()) {
            inUse = null;
            effects.nothingToServe(
                    data.isEmpty()
                            ? "there is no Secret yet"
                            : "the webhook configurations do not trust the certificate in the Secret");
            return false;
        } else if (isSame(chosen, current)) {
            next = Optional.empty();
            return choice.isStored(data, chosen.get());
        }
        // Each API server learns of a new CA by a watch. The certificate in use is still trusted, so there is time.
        if (current.isPresent() && !isSame(chosen, next)) {
            next = chosen;
            return false;
        }
        if (effects.serve(chosen.get(), choice.chain(data, chosen.get()))) {
            inUse = chosen.get();
        }
        next = Optional.empty();
        return false;
    }

    private static boolean isSame(Optional<KeyAndCertificate> one, Optional<KeyAndCertificate> other) {
        return one.map(KeyAndCertificate::certificate).equals(other.map(KeyAndCertificate::certificate));
    }

    /** Returns whether the leader has nothing left to do. */
    private boolean lead(
            Tree secret,
            Map<String, String> data,
            Map<NamedObject, Tree> configurations,
            TrustedBundles present,
            Instant now)
            throws IOException {
        Rotation.Step step =
                rotation.next(data, present, Optional.ofNullable(inUse).map(KeyAndCertificate::certificate), now);
        IOException failure =
                step.write().isPresent() ? write(secret, step.write().get()) : null;
        boolean isRegistered = step.bundle().isEmpty() || present.are(step.bundle());
        if (!isRegistered) {
            register(configurations, step.bundle());
        }
        if (failure != null) {
            throw failure;
        }
        return isRegistered && step.write().isEmpty();
    }

    private @Nullable IOException write(Tree secret, Rotation.Write write) {
        boolean isTooEarly = wroteNanos != null && nanoTime.getAsLong() - wroteNanos < PAUSE_NANOS;
        if (isTooEarly || !isLeader.getAsBoolean()) {
            return null;
        }
        try {
            wroteNanos = nanoTime.getAsLong();
            Tree written = secret.isEmpty()
                    ? objects.secret().create(TlsSecretObject.created(namespace, write.secret()))
                    : objects.secret().replace(TlsSecretObject.replaced(secret, write.secret()));
            effects.wrote(write.change(), written);
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    private void register(Map<NamedObject, Tree> configurations, List<X509Certificate> bundle) throws IOException {
        for (Map.Entry<NamedObject, Tree> entry : configurations.entrySet()) {
            TrustedBundles own = TrustedBundles.of(WebhookBundles.of(entry.getValue()));
            if (!own.are(bundle) && isLeader.getAsBoolean()) {
                entry.getKey().replace(WebhookBundles.with(entry.getValue(), TlsSecret.pem(bundle)));
                effects.registered(entry.getKey().name());
            }
        }
    }
}
