package io.eniguard.doctor;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eniguard.certs.CertificateAuthority;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServingCertificateTest {

    private static final String HOST = "eniguard.eniguard.svc";

    private final CertificateAuthority authority =
            CertificateAuthority.create("a CA", Duration.ofDays(1), Clock.systemUTC());

    @Test
    void aTextWithoutCertificatesIsRefused() {
        for (String base64 : List.of("", "!", "AAAA", "LS0t", "MIIB")) {
            assertThrows(CertificateException.class, () -> ServingCertificate.parseBase64(base64), base64);
        }
    }

    /** Tests that a damaged certificate is either read or refused. Any other exception would be reported as a bug in eniguard. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aDamagedCertificateIsNoBug(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] whole = authority.issueServing(List.of(HOST)).certificate().getEncoded();
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = whole.clone();
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            judge(damaged);
        }
    }

    private void judge(byte[] damaged) {
        List<X509Certificate> chain;
        try {
            chain = ServingCertificate.parse(damaged);
        } catch (CertificateException e) {
            return;
        }
        ServingCertificate certificate = new ServingCertificate(chain, "a test");
        certificate.isFor(HOST);
        certificate.isForServers();
        certificate.distrust(List.of(authority.certificate()), Instant.now());
        certificate.distrust(chain, Instant.now());
    }
}
