package io.eniguard.certs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests how certificates are created, renewed, repaired and adopted. */
class RotationTest {

    private final CertificateFleet fleet = new CertificateFleet(2);

    private static CertificateFleet installed() {
        CertificateFleet installed = new CertificateFleet(2);
        installed.settle(0);
        return installed;
    }

    private static Duration life(X509Certificate certificate, Instant now) {
        return Duration.between(now, certificate.getNotAfter().toInstant());
    }

    private X509Certificate newest() {
        return fleet.stored().authorities().orElseThrow().newest();
    }

    @Test
    void aNewInstallationGetsCertificatesOnP256() {
        fleet.write(0);
        assertEquals(Map.of(Rotation.Change.CREATED, 1), fleet.changes);
        assertEquals(Duration.ofDays(730), life(newest(), fleet.now));
        X509Certificate leaf = fleet.stored().serving().orElseThrow().certificate();
        assertEquals(Duration.ofDays(90), life(leaf, fleet.now));
        assertTrue(leaf.getPublicKey().toString().contains("secp256r1"), leaf::toString);
        assertTrue(newest().getPublicKey().toString().contains("secp256r1"), leaf::toString);
        assertTrue(CertificateNames.of(leaf).contains("eniguard.eniguard.svc"));
    }

    @Test
    void nothingIsServedBeforeBothConfigurationsHaveTheAuthority() {
        fleet.write(0);
        fleet.register(0, 0);
        fleet.look(1);
        assertEquals(null, fleet.served.get(1));
        fleet.register(0, 1);
        fleet.look(1);
        assertTrue(fleet.distrusted().isEmpty());
        assertNotEquals(null, fleet.served.get(1));
    }

    @ParameterizedTest
    @CsvSource({"58, false", "61, true"})
    void aServingCertificateIsRenewedAfterTwoThirds(int days, boolean isRenewed) {
        fleet.settle(0);
        fleet.now = fleet.now.plus(Duration.ofDays(days));
        assertEquals(
                isRenewed ? Optional.of(Rotation.Change.RENEWED) : Optional.empty(),
                fleet.step(0).write().map(Rotation.Write::change));
    }

    @Test
    void aNewAuthoritySignsNothingUntilBothConfigurationsHaveIt() {
        fleet.settle(0);
        fleet.live(0, Duration.ofDays(480), 20);
        X509Certificate old = newest();
        fleet.now = fleet.now.plus(Duration.ofDays(10));
        fleet.write(0);
        assertEquals(1, fleet.count(Rotation.Change.NEW_AUTHORITY));
        X509Certificate leaf = fleet.stored().serving().orElseThrow().certificate();
        assertTrue(Issued.isBy(leaf, old), "the serving certificate stays as it is");
        assertEquals(
                List.of(newest(), old),
                fleet.stored().authorities().orElseThrow().bundle());

        fleet.register(0, 0);
        fleet.now = fleet.now.plus(Duration.ofDays(55));
        assertEquals(Optional.empty(), fleet.step(0).write(), "one configuration has no new CA yet");
        fleet.register(0, 1);
        fleet.write(0);
        assertTrue(Issued.isBy(fleet.stored().serving().orElseThrow().certificate(), newest()));
    }

    @Test
    void anOldAuthorityLeavesOnceItsLastCertificateHasExpired() {
        fleet.settle(0);
        X509Certificate first = newest();
        fleet.live(0, Duration.ofDays(500), 10);
        X509Certificate second = newest();
        assertNotEquals(first, second);
        Instant begun = second.getNotBefore().toInstant();
        assertEquals(List.of(second, first), fleet.bundles.get(0));
        fleet.live(0, Duration.between(fleet.now, begun.plus(Duration.ofDays(90))), 5);
        assertEquals(List.of(second, first), fleet.bundles.get(0));
        fleet.live(0, Duration.ofDays(7), 1);
        assertEquals(List.of(List.of(second), List.of(second)), fleet.bundles);
        assertEquals(List.of(second), fleet.stored().authorities().orElseThrow().bundle());
        assertTrue(fleet.distrusted().isEmpty());
    }

    @Test
    void fiveYearsNeedFewWritesAndNoRepair() {
        fleet.settle(0);
        fleet.live(0, Duration.ofDays(5 * 365), 5);
        assertFalse(fleet.changes.containsKey(Rotation.Change.REPAIRED), fleet.changes::toString);
        assertEquals(3, fleet.count(Rotation.Change.NEW_AUTHORITY));
        assertEquals(3, fleet.count(Rotation.Change.REMOVED));
        int renewed = fleet.count(Rotation.Change.RENEWED);
        assertTrue(renewed >= 28 && renewed <= 31, fleet.changes::toString);
    }

    @ParameterizedTest
    @CsvSource({"ca.crt", "ca.key", "tls.crt", "tls.key"})
    void aDamagedFieldIsRepairedWhileTheLastGoodCertificateIsServed(String field) {
        for (String text : List.of("", "garbage", installed().secret.get(field))) {
            fleet.settle(0);
            fleet.changes.clear();
            X509Certificate good = fleet.certificate(1);
            fleet.damage(field, text);
            fleet.look(1);
            assertEquals(good, fleet.certificate(1));
            fleet.write(0);
            fleet.look(1);
            assertTrue(fleet.distrusted().isEmpty(), field + text);
            fleet.settle(0);
            assertEquals(Map.of(Rotation.Change.REPAIRED, 1), fleet.changes, field + text);
            assertTrue(fleet.distrusted().isEmpty(), field + text);
            assertEquals(fleet.stored().serving().orElseThrow().certificate(), fleet.certificate(1));
        }
    }

    @Test
    void aDamagedServingCertificateNeedsNoNewAuthority() {
        fleet.settle(0);
        X509Certificate authority = newest();
        fleet.damage("tls.crt", "garbage");
        fleet.settle(0);
        assertEquals(authority, newest());
    }

    @Test
    void aDeletedSecretIsRepairedAndTheOldAuthorityStaysTrusted() {
        fleet.settle(0);
        X509Certificate old = newest();
        fleet.secret = Map.of();
        fleet.write(0);
        assertEquals(1, fleet.count(Rotation.Change.REPAIRED));
        assertEquals(
                List.of(newest(), old),
                fleet.stored().authorities().orElseThrow().bundle());
    }

    @Test
    void aConsistentSecretThatWasReplacedByHandIsAdopted() {
        fleet.settle(0);
        X509Certificate own = newest();
        fleet.replaceByHand(Duration.ofDays(3000));
        X509Certificate theirs = newest();
        fleet.look(1);
        assertTrue(Issued.isBy(fleet.certificate(1), own), "the configurations do not have its CA yet");
        fleet.settle(0);
        assertTrue(Issued.isBy(fleet.certificate(1), theirs));
        assertEquals(List.of(theirs, own), fleet.bundles.get(1));
        assertEquals(Map.of(Rotation.Change.CREATED, 1, Rotation.Change.ADOPTED, 1), fleet.changes);
    }

    @Test
    void anAdoptedRsaAuthorityCanSign() throws Exception {
        fleet.settle(0);
        Map<String, String> data = new HashMap<>(fleet.secret);
        data.putAll(RsaAuthority.data(fleet.now));
        fleet.secret = data;
        fleet.settle(0);
        X509Certificate leaf = fleet.stored().serving().orElseThrow().certificate();
        assertEquals("RSA", newest().getPublicKey().getAlgorithm());
        assertTrue(Issued.isBy(leaf, newest()));
        assertTrue(fleet.distrusted().isEmpty());
    }

    @Test
    void aForeignAuthorityInAConfigurationIsRemoved() {
        fleet.settle(0);
        CertificateFleet other = new CertificateFleet(1);
        other.replaceByHand(Duration.ofDays(300));
        fleet.bundles.set(1, other.stored().authorities().orElseThrow().bundle());
        fleet.settle(0);
        assertEquals(List.of(newest()), fleet.bundles.get(1));
        assertEquals(Map.of(Rotation.Change.CREATED, 1), fleet.changes);
    }

    @Test
    void aLeaderThatServesNothingKeepsAllAuthoritiesInUse() {
        CertificateFleet other = new CertificateFleet(1);
        other.replaceByHand(Duration.ofDays(300));
        List<X509Certificate> files = other.stored().authorities().orElseThrow().bundle();
        fleet.bundles.set(0, files);
        fleet.bundles.set(1, files);
        fleet.settle(0);
        assertEquals(List.of(newest(), files.get(0)), fleet.bundles.get(0));
    }

    @ParameterizedTest
    @CsvSource({"-1", "1", "-20", "20"})
    void aClockThatJumpsByHoursRenewsNothing(int hours) {
        fleet.settle(0);
        fleet.jump = Duration.ofHours(hours);
        fleet.settle(0);
        assertEquals(Map.of(Rotation.Change.CREATED, 1), fleet.changes);
        assertTrue(fleet.distrusted().isEmpty());
    }

    @Test
    void aCertificateOfAClockThatWasAnHourAheadIsValidAtOnce() {
        fleet.jump = Duration.ofHours(1);
        fleet.settle(0);
        fleet.jump = Duration.ZERO;
        assertTrue(fleet.distrusted().isEmpty());
        fleet.settle(1);
        assertEquals(Map.of(Rotation.Change.CREATED, 1), fleet.changes);
    }

    @ParameterizedTest
    @CsvSource({"-400", "400", "-3000", "3000"})
    void aClockThatJumpsByYearsCausesOneRepairInEachDirection(int days) {
        fleet.settle(0);
        fleet.jump = Duration.ofDays(days);
        fleet.settle(0);
        fleet.settle(0);
        fleet.jump = Duration.ZERO;
        fleet.settle(0);
        fleet.settle(0);
        int writes = fleet.changes.values().stream().mapToInt(Integer::intValue).sum();
        assertTrue(writes <= 6, fleet.changes::toString);
        assertTrue(fleet.distrusted().isEmpty());
        assertNotEquals(null, fleet.served.get(0));
    }

    @Test
    void anExpiredCertificateIsNeverServed() {
        fleet.settle(0);
        fleet.now = fleet.now.plus(Duration.ofDays(91));
        fleet.look(1);
        assertEquals(null, fleet.served.get(1));
        fleet.settle(0);
        assertTrue(fleet.distrusted().isEmpty());
        assertNotEquals(null, fleet.served.get(1));
    }

    @Test
    void aSecretThatIsDeletedAgainAndAgainLeavesFewAuthorities() {
        for (int i = 0; i < 25; i++) {
            fleet.secret = Map.of();
            fleet.settle(0);
            assertTrue(fleet.distrusted().isEmpty());
        }
        assertEquals(10, fleet.bundles.get(0).size());
    }

    @Test
    void noTextContainsAKey() {
        fleet.settle(0);
        TlsSecret secret = new TlsSecret(
                fleet.stored().authorities().orElseThrow().bundle(),
                fleet.stored().authorities().orElseThrow().key(),
                fleet.stored().serving().orElseThrow());
        assertEquals(
                "TlsSecret[1 CAs, KeyAndCertificate[CN=eniguard.eniguard.svc]]",
                new Rotation.Write(Rotation.Change.RENEWED, secret).secret().toString());
        assertEquals(
                "StoredTls[authorities=Optional[Authorities[1]],"
                        + " serving=Optional[KeyAndCertificate[CN=eniguard.eniguard.svc]]]",
                fleet.stored().toString());
    }
}
