package io.eniguard.certs;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Chooses the certificate that a replica serves. Every replica decides for itself, so that none depends on the leader. */
public final class ServingChoice {

    private final String name;

    /** @param name the name that API servers connect to, such as {@code eniguard.eniguard.svc} */
    public ServingChoice(String name) {
        this.name = name;
    }

    /**
     * Returns the certificate to serve from now on. The certificate in the Secret is served once all API servers trust it. Until then, the
     * certificate in use stays in use.
     *
     * @param data the fields of the Secret as PEM text; empty if there is no Secret
     * @param trusted the CAs that API servers trust; empty if they are not known
     * @param inUse the certificate that is served now; empty if there is none
     * @return the certificate; empty if none can be served. A certificate that has expired is never served.
     */
    public Optional<KeyAndCertificate> choose(
            Map<String, String> data,
            Optional<TrustedBundles> trusted,
            Optional<KeyAndCertificate> inUse,
            Instant now) {
        return choose(StoredTls.read(data), trusted, inUse, now);
    }

    /** Returns whether the Secret contains the certificate. */
    public boolean isStored(Map<String, String> data, KeyAndCertificate pair) {
        return StoredTls.read(data)
                .serving()
                .filter(stored -> stored.certificate().equals(pair.certificate()))
                .isPresent();
    }

    /** Returns the certificate, followed by the CA in the Secret that has signed it, if there is one. */
    public List<X509Certificate> chain(Map<String, String> data, KeyAndCertificate pair) {
        return Stream.concat(
                        Stream.of(pair.certificate()),
                        StoredTls.read(data).authorities().stream()
                                .flatMap(authorities -> authorities.bundle().stream())
                                .filter(authority -> Issued.isBy(pair.certificate(), authority))
                                .limit(1))
                .toList();
    }

    Optional<KeyAndCertificate> choose(
            StoredTls secret, Optional<TrustedBundles> trusted, Optional<KeyAndCertificate> inUse, Instant now) {
        Optional<KeyAndCertificate> stored = secret.serving()
                .filter(pair -> Issued.isForServer(pair.certificate(), name))
                .filter(pair -> !Issued.isExpired(pair.certificate(), now));
        Optional<KeyAndCertificate> current = inUse.filter(pair -> !Issued.isExpired(pair.certificate(), now));
        return trusted.isPresent()
                ? stored.filter(pair -> trusted.get().trust(pair.certificate(), now))
                        .or(() -> current)
                : current.or(() -> stored);
    }
}
