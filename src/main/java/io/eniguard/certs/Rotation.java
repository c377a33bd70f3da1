package io.eniguard.certs;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides how the certificates of an installation are created, renewed and repaired. Each step is safe by itself: a leader may stop after
 * any step, and the next leader continues from what it finds in the cluster.
 *
 * <p>A new CA is written to the Secret first, then it is added to the webhook configurations, and only then does it sign the next serving
 * certificate. An old CA stays until the last certificate that it may have signed has expired. A replica serves a certificate only if
 * {@link ServingChoice} finds that API servers trust it.
 */
public final class Rotation {

    /** The lifetime of a CA. */
    public static final Duration AUTHORITY_LIFETIME = Duration.ofDays(730);

    /** The lifetime of a serving certificate. */
    public static final Duration SERVING_LIFETIME = Duration.ofDays(90);

    /**
     * The time before its creation from which a certificate is valid. A clock that jumps by some hours therefore neither makes a certificate
     * invalid nor causes a renewal.
     */
    static final Duration BACKDATED = Duration.ofDays(1);

    /** The largest number of CAs. It limits the size of the configurations if somebody deletes the Secret again and again. */
    static final int MOST_AUTHORITIES = 10;

    /** The beginning of the common name of each CA that this class creates. */
    private static final String NAME = "eniguard CA ";

    private final List<String> names;

    /** @param names the names in each serving certificate. API servers connect to the first one. */
    public Rotation(List<String> names) {
        this.names = List.copyOf(names);
    }

    /** The reason for a write. */
    public enum Change {
        /** The Secret did not exist, and API servers trust no CA yet. */
        CREATED,
        /** The Secret was missing or inconsistent, or its certificates had expired. */
        REPAIRED,
        /** There is a new CA, which has signed nothing yet. */
        NEW_AUTHORITY,
        /** There is a new serving certificate. */
        RENEWED,
        /** The CAs that API servers still need were added, because somebody has replaced the Secret. */
        ADOPTED,
        /** A CA that is no longer needed was removed. */
        REMOVED
    }

    /**
     * A new content of the Secret.
     *
     * @param change the reason for it
     */
    public record Write(Change change, TlsSecret secret) {}

    /**
     * What a leader must do next.
     *
     * @param write the new content of the Secret; empty if it stays as it is
     * @param bundle the CAs that each webhook must have at this moment; empty if the webhooks must stay as they are
     */
    public record Step(Optional<Write> write, List<X509Certificate> bundle) {

        public Step {
            bundle = List.copyOf(bundle);
        }
    }

    /**
     * Returns the next step.
     *
     * @param data the fields of the Secret as PEM text; empty if there is no Secret
     * @param present the CAs that the webhooks have now
     * @param inUse the certificate that this replica serves; empty if there is none
     */
    public Step next(Map<String, String> data, TrustedBundles present, Optional<X509Certificate> inUse, Instant now) {
        return next(StoredTls.read(data), data.isEmpty(), present, inUse, now);
    }

    Step next(
            StoredTls stored, boolean isMissing, TrustedBundles present, Optional<X509Certificate> inUse, Instant now) {
        Optional<StoredTls.Authorities> authorities =
                stored.authorities().filter(each -> Issued.isValid(each.newest(), now));
        if (authorities.isEmpty()) {
            List<X509Certificate> others = kept(List.of(), present, inUse, Optional.empty(), now);
            Change change = isMissing && others.isEmpty() ? Change.CREATED : Change.REPAIRED;
            CertificateAuthority created = newAuthority(now);
            return new Step(Optional.of(new Write(change, secret(created, with(created, others), now))), List.of());
        }
        StoredTls.Authorities known = authorities.get();
        Optional<KeyAndCertificate> serving = stored.serving().filter(pair -> isUsable(pair, known.bundle(), now));
        List<X509Certificate> kept =
                kept(known.bundle(), present, inUse, serving.map(KeyAndCertificate::certificate), now);
        return new Step(write(known, serving, kept, present, now), kept);
    }

    private Optional<Write> write(
            StoredTls.Authorities known,
            Optional<KeyAndCertificate> serving,
            List<X509Certificate> kept,
            TrustedBundles present,
            Instant now) {
        CertificateAuthority newest = CertificateAuthority.of(
                new KeyAndCertificate(known.key(), known.newest()), Clock.fixed(now.minus(BACKDATED), ZoneOffset.UTC));
        if (serving.isEmpty()) {
            return Optional.of(new Write(Change.REPAIRED, secret(newest, kept, now)));
        } else if (Issued.isDue(known.newest(), now)) {
            CertificateAuthority created = newAuthority(now);
            return Optional.of(new Write(
                    Change.NEW_AUTHORITY,
                    new TlsSecret(with(created, kept), created.own().key(), serving.get())));
        } else if (isDue(serving.get().certificate(), kept, now) && present.contain(known.newest())) {
            return Optional.of(new Write(Change.RENEWED, secret(newest, kept, now)));
        } else if (!kept.equals(known.bundle())) {
            Change change = known.bundle().containsAll(kept) ? Change.REMOVED : Change.ADOPTED;
            return Optional.of(new Write(change, new TlsSecret(kept, known.key(), serving.get())));
        }
        return Optional.empty();
    }

    /** Returns whether API servers can trust the pair once they have the CAs. */
    private boolean isUsable(KeyAndCertificate pair, List<X509Certificate> authorities, Instant now) {
        X509Certificate leaf = pair.certificate();
        return Issued.isForServer(leaf, names.get(0))
                && authorities.stream().anyMatch(authority -> Issued.isTrusted(leaf, authority, now));
    }

    /** Returns whether the certificate, or the CA that has signed it, is due. A newer CA can sign the next certificate. */
    private static boolean isDue(X509Certificate leaf, List<X509Certificate> authorities, Instant now) {
        return Issued.isDue(leaf, now)
                || authorities.stream()
                        .filter(authority -> Issued.isBy(leaf, authority))
                        .allMatch(authority -> Issued.isDue(authority, now)
                                && Issued.isExpired(
                                        authority, leaf.getNotAfter().toInstant()));
    }

    /**
     * Returns the CAs of the Secret, followed by the others that API servers must still trust, because a replica may serve a certificate of
     * them.
     */
    private static List<X509Certificate> kept(
            List<X509Certificate> stored,
            TrustedBundles present,
            Optional<X509Certificate> inUse,
            Optional<X509Certificate> serving,
            Instant now) {
        List<X509Certificate> all = new ArrayList<>(stored);
        present.all().stream()
                .filter(Issued::isAuthority)
                .filter(authority -> !stored.contains(authority))
                // A replica that serves nothing yet cannot know what the others serve.
                .filter(authority -> isOwn(authority) || inUse.isEmpty() || Issued.isBy(inUse.get(), authority))
                .forEach(all::add);
        List<X509Certificate> kept = new ArrayList<>();
        for (X509Certificate authority : all) {
            boolean isNeeded = kept.isEmpty()
                    || !hasLeft(authority, kept, now)
                    || serving.filter(leaf -> Issued.isBy(leaf, authority)).isPresent();
            if (!Issued.isExpired(authority, now) && isNeeded && kept.size() < MOST_AUTHORITIES) {
                kept.add(authority);
            }
        }
        return kept;
    }

    /** Returns whether all certificates that the CA has signed have expired. It signs nothing once there is a newer CA. */
    private static boolean hasLeft(X509Certificate authority, List<X509Certificate> newer, Instant now) {
        return isOwn(authority)
                && newer.stream()
                        .filter(Rotation::isOwn)
                        .anyMatch(each -> now.isAfter(each.getNotBefore()
                                .toInstant()
                                .plus(BACKDATED)
                                .plus(SERVING_LIFETIME)
                                .plus(BACKDATED)));
    }

    private static boolean isOwn(X509Certificate authority) {
        return authority.getSubjectX500Principal().getName().startsWith("CN=" + NAME);
    }

    private TlsSecret secret(CertificateAuthority issuer, List<X509Certificate> authorities, Instant now) {
        return new TlsSecret(authorities, issuer.own().key(), issuer.issueServing(names, now.plus(SERVING_LIFETIME)));
    }

    private static CertificateAuthority newAuthority(Instant now) {
        return CertificateAuthority.create(
                NAME + now.truncatedTo(ChronoUnit.SECONDS),
                AUTHORITY_LIFETIME.plus(BACKDATED),
                Clock.fixed(now.minus(BACKDATED), ZoneOffset.UTC));
    }

    private static List<X509Certificate> with(CertificateAuthority newest, List<X509Certificate> others) {
        List<X509Certificate> all = new ArrayList<>(List.of(newest.certificate()));
        others.stream().limit(MOST_AUTHORITIES - 1L).forEach(all::add);
        return all;
    }
}
