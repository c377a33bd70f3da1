package io.eniguard.certs;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.net.ssl.TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.util.IPAddress;

/**
 * A certificate authority that exists only in memory. The key of the CA never leaves the object, but every holder of the object can issue
 * certificates.
 *
 * <p>A certificate is valid until the CA expires. Its validity starts five minutes before it is created, since the clocks of clients may be
 * slow. The certificates meet the requirements of Go, which reads names only from the subject alternative names, and requires the extended
 * key usage of a server or a client. Safe for use by several threads.
 */
public final class CertificateAuthority {

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /** The maximum length of a common name: ub-common-name in RFC 5280, appendix A. */
    private static final int LONGEST_COMMON_NAME = 64;

    private final KeyAndCertificate own;
    private final Clock clock;

    private CertificateAuthority(KeyAndCertificate own, Clock clock) {
        this.own = own;
        this.clock = clock;
    }

    /**
     * Creates a CA with a new key.
     *
     * @param name the common name, which is shown as the issuer of each certificate
     * @param lifetime the time from now during which the CA and all its certificates are valid
     */
    public static CertificateAuthority create(String name, Duration lifetime, Clock clock) {
        Instant now = clock.instant();
        KeyPair keys = EllipticCurve.newKeys();
        X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, name).build();
        X509v3CertificateBuilder certificate = certificate(subject, now, now.plus(lifetime), subject, keys.getPublic());
        try {
            certificate
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            identifiers().createSubjectKeyIdentifier(keys.getPublic()));
        } catch (CertIOException e) {
            throw new IllegalStateException("the CA certificate cannot be created: " + name, e);
        }
        return new CertificateAuthority(
                new KeyAndCertificate(keys.getPrivate(), EllipticCurve.sign(certificate, keys.getPrivate())), clock);
    }

    /**
     * Returns a CA that was created before.
     *
     * @param own the CA's certificate and its key, which may also be an RSA key
     */
    static CertificateAuthority of(KeyAndCertificate own, Clock clock) {
        return new CertificateAuthority(own, clock);
    }

    /**
     * Creates a key and a certificate for a TLS server.
     *
     * @param names the names that clients connect to: DNS names, including {@code *.example.com}, and IPv4 or IPv6 addresses; at least one
     */
    public KeyAndCertificate issueServing(List<String> names) {
        return issueServing(names, end());
    }

    /**
     * Creates a key and a certificate for a TLS server. The certificate expires at the given time, or when the CA expires if that is earlier.
     */
    KeyAndCertificate issueServing(List<String> names, Instant end) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a serving certificate needs a name or an address");
        }
        // The common name is only for people, since clients verify the alternative names. A long DNS name does not fit
        // into the common name.
        String commonName = names.stream()
                .filter(name -> name.length() <= LONGEST_COMMON_NAME)
                .findFirst()
                .orElse("server");
        X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
        return issue(subject, KeyPurposeId.id_kp_serverAuth, names, end.isBefore(end()) ? end : end());
    }

    /** Creates a key and a certificate for a client. An API server uses the common name as the user and each organization as a group. */
    public KeyAndCertificate issueClient(String user, List<String> groups) {
        return issue(subject(user, groups), KeyPurposeId.id_kp_clientAuth, List.of(), end());
    }

    /** Issues a certificate for a client that has created its own key. */
    public X509Certificate certifyClient(String user, List<String> groups, PublicKey key) {
        return certify(subject(user, groups), KeyPurposeId.id_kp_clientAuth, List.of(), end(), key);
    }

    private static X500Name subject(String user, List<String> groups) {
        X500NameBuilder subject = new X500NameBuilder();
        groups.forEach(group -> subject.addRDN(BCStyle.O, group));
        return subject.addRDN(BCStyle.CN, user).build();
    }

    /** Returns the CA's own certificate. */
    public X509Certificate certificate() {
        return own.certificate();
    }

    /**
     * Returns the CA's certificate as PEM text. The file {@code ca.crt} contains this text, and the field {@code caBundle} contains it in
     * base64.
     */
    public String certificatePem() {
        return own.certificatePem();
    }

    /** Returns trust managers that trust only this CA, for {@link javax.net.ssl.SSLContext#init}. */
    public TrustManager[] trustManagers() {
        return KeyAndCertificate.trustIn(own.certificate());
    }

    /** Returns the CA's certificate with its key. */
    KeyAndCertificate own() {
        return own;
    }

    private Instant end() {
        return own.certificate().getNotAfter().toInstant();
    }

    private KeyAndCertificate issue(X500Name subject, KeyPurposeId purpose, List<String> names, Instant end) {
        KeyPair keys = EllipticCurve.newKeys();
        return new KeyAndCertificate(keys.getPrivate(), certify(subject, purpose, names, end, keys.getPublic()));
    }

    private X509Certificate certify(
            X500Name subject, KeyPurposeId purpose, List<String> names, Instant end, PublicKey key) {
        X500Name issuer =
                X500Name.getInstance(own.certificate().getSubjectX500Principal().getEncoded());
        X509v3CertificateBuilder certificate = certificate(issuer, clock.instant(), end, subject, key);
        try {
            certificate
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose))
                    .addExtension(
                            Extension.subjectKeyIdentifier, false, identifiers().createSubjectKeyIdentifier(key))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            identifiers()
                                    .createAuthorityKeyIdentifier(
                                            own.certificate().getPublicKey()));
            if (!names.isEmpty()) {
                certificate.addExtension(Extension.subjectAlternativeName, false, alternativeNames(names));
            }
        } catch (CertIOException e) {
            throw new IllegalStateException("the certificate cannot be created: " + subject, e);
        }
        return EllipticCurve.sign(certificate, own.key());
    }

    private static X509v3CertificateBuilder certificate(
            X500Name issuer, Instant now, Instant end, X500Name subject, PublicKey key) {
        // A serial number must be positive and have at most 20 bytes (RFC 5280, 4.1.2.2).
        BigInteger serialNumber = new BigInteger(127, new SecureRandom()).setBit(127);
        return new JcaX509v3CertificateBuilder(
                issuer, serialNumber, Date.from(now.minus(CLOCK_SKEW)), Date.from(end), subject, key);
    }

    private static GeneralNames alternativeNames(List<String> names) {
        return new GeneralNames(names.stream()
                .map(name ->
                        new GeneralName(IPAddress.isValid(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new));
    }

    private static JcaX509ExtensionUtils identifiers() {
        try {
            return new JcaX509ExtensionUtils();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK lacks SHA-1, which key identifiers need", e);
        }
    }
}
