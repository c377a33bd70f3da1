package io.eniguard.certs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateAuthorityTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

    private final CertificateAuthority authority =
            CertificateAuthority.create("test-ca", Duration.ofDays(2), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aClockFiveMinutesBehindAcceptsNewCertificates() {
        X509Certificate serving = authority.issueServing(List.of("localhost")).certificate();

        assertEquals(Date.from(NOW.minus(Duration.ofMinutes(5))), serving.getNotBefore());
        assertEquals(Date.from(NOW.plus(Duration.ofDays(2))), serving.getNotAfter());
    }

    @Test
    void aServerHasItsNamesAsAlternativeNames() throws Exception {
        X509Certificate serving = authority
                .issueServing(List.of("eniguard.default.svc", "*.example.com", "127.0.0.1", "::1"))
                .certificate();

        int dns = 2;
        int address = 7;
        assertEquals(
                List.of(
                        List.of(dns, "eniguard.default.svc"),
                        List.of(dns, "*.example.com"),
                        List.of(address, "127.0.0.1"),
                        List.of(address, "0:0:0:0:0:0:0:1")),
                List.copyOf(serving.getSubjectAlternativeNames()));
        assertEquals(List.of(SERVER_AUTH), serving.getExtendedKeyUsage());
        assertEquals(
                "CN=eniguard.default.svc", serving.getSubjectX500Principal().getName());
    }

    @Test
    void aNameTooLongForACommonNameIsAnAlternativeNameAlone() throws Exception {
        String name = "a".repeat(60) + ".example.com";
        X509Certificate serving = authority.issueServing(List.of(name)).certificate();

        assertEquals("CN=server", serving.getSubjectX500Principal().getName());
        assertEquals(List.of(List.of(2, name)), List.copyOf(serving.getSubjectAlternativeNames()));
    }

    @Test
    void aServerWithoutNamesIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> authority.issueServing(List.of()));
    }

    @Test
    void aClientHasItsNameAndGroupsInTheSubject() throws Exception {
        X509Certificate kubelet = authority
                .issueClient("system:node:ip-10-0-1-23.eu-west-1.compute.internal", List.of("system:nodes", "other"))
                .certificate();

        assertEquals(
                "CN=system:node:ip-10-0-1-23.eu-west-1.compute.internal,O=other,O=system:nodes",
                kubelet.getSubjectX500Principal().getName());
        assertEquals(List.of(CLIENT_AUTH), kubelet.getExtendedKeyUsage());
    }

    @Test
    void onlyTheAuthorityMaySignCertificates() {
        X509Certificate serving = authority.issueServing(List.of("localhost")).certificate();
        boolean[] usage = serving.getKeyUsage();

        assertEquals(-1, serving.getBasicConstraints());
        assertTrue(usage[0], "digitalSignature");
        assertFalse(usage[5], "keyCertSign");
    }

    @Test
    void serialNumbersArePositiveFitInTwentyBytesAndDiffer() {
        BigInteger one =
                authority.issueServing(List.of("localhost")).certificate().getSerialNumber();
        BigInteger other =
                authority.issueServing(List.of("localhost")).certificate().getSerialNumber();

        assertEquals(1, one.signum());
        assertTrue(one.toByteArray().length <= 20, one.toString());
        assertFalse(one.equals(other));
    }

    @Test
    void toStringDoesNotContainKeys() {
        KeyAndCertificate serving = authority.issueServing(List.of("localhost"));

        assertEquals("KeyAndCertificate[CN=localhost]", serving.toString());
    }
}
