package io.eniguard.certs;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.TrustManager;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A self-signed certificate with an RSA key, as people create it with openssl. Clients trust it as its own CA. */
public record RsaCertificate(PrivateKey key, X509Certificate certificate) {

    /**
     * Creates a certificate for localhost.
     *
     * @param lifetime the period of validity, which began an hour ago; the certificate has expired if the period is shorter than an hour
     */
    public static RsaCertificate forLoopback(Duration lifetime) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        Instant start = Instant.now().minus(Duration.ofHours(1));
        X500Name name = new X500Name("CN=localhost");
        var builder = new JcaX509v3CertificateBuilder(
                        name, BigInteger.ONE, Date.from(start), Date.from(start.plus(lifetime)), name, keys.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                    new GeneralName(GeneralName.dNSName, "localhost"),
                    new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                }));
        return new RsaCertificate(
                keys.getPrivate(),
                new JcaX509CertificateConverter()
                        .getCertificate(
                                builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()))));
    }

    public String certificatePem() {
        return Pem.of(certificate);
    }

    public String keyPem() {
        return Pem.of(key);
    }

    /** Returns the key in PKCS #1 format, with the label {@code RSA PRIVATE KEY}. */
    String pkcs1KeyPem() throws Exception {
        return Pem.of(
                "RSA PRIVATE KEY",
                PrivateKeyInfo.getInstance(key.getEncoded())
                        .parsePrivateKey()
                        .toASN1Primitive()
                        .getEncoded());
    }

    public TrustManager[] trustManagers() {
        return KeyAndCertificate.trustIn(certificate);
    }
}
