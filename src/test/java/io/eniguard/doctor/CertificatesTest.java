package io.eniguard.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.certs.CertificateAuthority;
import io.eniguard.tree.Tree;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CertificatesTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final String MAKE = "certs/make-certs.sh";
    private static final String HOST = "eniguard.eniguard.svc";

    private final CertificateAuthority authority = authority(Duration.ofDays(365));

    private static CertificateAuthority authority(Duration lifetime) {
        return CertificateAuthority.create("a CA", lifetime, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void aCertificateSignedByTheCaOfEachWebhookIsFine() throws Exception {
        Result result = judge(serving(authority, HOST), NOW, authority.certificatePem(), authority.certificatePem());
        assertEquals(
                "ok: valid until 2027-11-28, for eniguard.eniguard.svc, signed by the CA in all webhooks (a test)",
                text(result));
    }

    @Test
    void aBundleMayContainFormerCas() throws Exception {
        String bundle = authority(Duration.ofDays(1)).certificatePem() + authority.certificatePem();
        assertEquals(State.OK, judge(serving(authority, HOST), NOW, bundle).state());
    }

    @Test
    void anotherCaOfTheSameNameIsReported() throws Exception {
        Result result = judge(
                serving(authority, HOST),
                NOW,
                authority.certificatePem(),
                authority(Duration.ofDays(365)).certificatePem());
        assertEquals(State.PROBLEM, result.state());
        assertTrue(result.message().startsWith("a test: the caBundle of w1 does not match: "), result.message());
    }

    @Test
    void aWebhookWithoutABundleIsReported() throws Exception {
        assertEquals(
                "problem: a test: w1 has no caBundle",
                text(judge(serving(authority, HOST), NOW, authority.certificatePem(), null)));
    }

    @Test
    void anInvalidCertificateIsReported() throws Exception {
        assertEquals(
                "problem: a test: the caBundle of w0 does not match: it contains no readable certificates",
                text(judge(serving(authority, HOST), NOW, "nonsense")));
    }

    @Test
    void aCertificateForAnotherNameIsReported() throws Exception {
        assertEquals(
                "problem: a test: the certificate is for eniguard.default.svc, not for eniguard.eniguard.svc",
                text(judge(serving(authority, "eniguard.default.svc"), NOW, authority.certificatePem())));
        assertEquals(
                State.OK,
                judge(serving(authority, "*.eniguard.svc"), NOW, authority.certificatePem())
                        .state());
    }

    /** Tests webhooks that are called by a URL. */
    @Test
    void aCertificateForAnAddressOrAShortNameIsAccepted() throws Exception {
        String bundle = authority.certificatePem();
        assertEquals(
                State.OK,
                judge("192.0.2.1", serving(authority, "192.0.2.1"), bundle).state());
        assertEquals(
                "problem: a test: the certificate is for *.eniguard.svc, not for localhost",
                text(judge("localhost", serving(authority, "*.eniguard.svc"), bundle)));
    }

    private static Result judge(String host, ServingCertificate certificate, String bundle) {
        return new Certificates(host, MAKE, NOW).judge(Reply.of(SeenCertificate.of(certificate)), registration(bundle));
    }

    @Test
    void anExpiredCertificateIsAProblemAndOneThatEndsSoonAWarning() throws Exception {
        ServingCertificate certificate = serving(authority, HOST);
        String bundle = authority.certificatePem();
        Instant end = NOW.plus(Duration.ofDays(365));

        Result ended = judge(certificate, end.plusSeconds(1), bundle);
        assertEquals(State.PROBLEM, ended.state());
        assertTrue(ended.message().contains("the certificate expired on 2027-11-28"), ended.message());
        assertEquals(
                State.WARNING,
                judge(certificate, end.minus(Duration.ofDays(14)).plusSeconds(1), bundle)
                        .state());
        assertEquals(
                State.OK,
                judge(certificate, end.minus(Duration.ofDays(14)), bundle).state());
        assertEquals(
                "problem: a test: the certificate is not valid before 2026-11-28",
                text(judge(certificate, NOW.minus(Duration.ofHours(1)), bundle)));
    }

    @Test
    void aClientCertificateIsAProblem() throws Exception {
        ServingCertificate certificate = new ServingCertificate(
                List.of(authority.issueClient(HOST, List.of()).certificate()), "a test");
        Result result = judge(certificate, NOW, authority.certificatePem());
        assertTrue(result.message().endsWith("the extended key usage excludes TLS servers"), result.message());
    }

    @Test
    void aCertificateThatCannotBeReadIsUnknownUnlessABundleIsMissing() {
        Reply<SeenCertificate> unseen = Reply.missing(Gap.unanswered("secrets are forbidden", "get rights"));
        assertEquals(
                "unknown: the serving certificate cannot be read: secrets are forbidden",
                text(new Certificates(HOST, MAKE, NOW).judge(unseen, registration(authority.certificatePem()))));
        assertEquals(
                "problem: w0 has no caBundle",
                text(new Certificates(HOST, MAKE, NOW).judge(unseen, registration((String) null))));
    }

    @Test
    void aSecretThatIsAbsentIsAProblemWithTheCommandThatMakesIt() {
        Result result = new Certificates(HOST, MAKE, NOW)
                .judge(
                        Reply.of(SeenCertificate.flawed("there is no Secret eniguard-tls")),
                        registration(authority.certificatePem()));
        assertEquals("problem: there is no Secret eniguard-tls", text(result));
        assertEquals(Optional.of(MAKE), result.fix());
    }

    private static ServingCertificate serving(CertificateAuthority authority, String name) {
        return new ServingCertificate(
                List.of(authority.issueServing(List.of(name)).certificate()), "a test");
    }

    private static Result judge(ServingCertificate certificate, Instant now, @Nullable String... bundles) {
        return new Certificates(HOST, MAKE, now)
                .judge(Reply.of(SeenCertificate.of(certificate)), registration(bundles));
    }

    private static RegisteredWebhooks registration(@Nullable String... bundles) {
        List<Tree> webhooks = new ArrayList<>();
        for (String bundle : bundles) {
            Map<String, @Nullable Object> clientConfig = new LinkedHashMap<>();
            if (bundle != null) {
                clientConfig.put(
                        "caBundle", Base64.getEncoder().encodeToString(bundle.getBytes(StandardCharsets.US_ASCII)));
            }
            Map<String, @Nullable Object> webhook = new LinkedHashMap<>();
            webhook.put("name", "w" + webhooks.size());
            webhook.put("clientConfig", clientConfig);
            webhooks.add(new Tree(webhook));
        }
        return new RegisteredWebhooks(webhooks);
    }

    private static String text(Result result) {
        return result.state().word() + ": " + result.message();
    }
}
