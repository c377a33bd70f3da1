package io.eniguard.doctor;

import io.eniguard.text.NameList;
import io.eniguard.tree.Tree;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges whether the API server accepts eniguard's certificate: the CA of each webhook must have signed it, it must be for TLS servers and
 * for the name that the API server calls, and it must be valid now.
 */
final class Certificates {

    static final String SUBJECT = "certificate";

    private static final Duration SOON = Duration.ofDays(14);

    private final String host;
    private final String certificateCommand;
    private final Instant now;

    /**
     * @param host the host name that API servers expect in the certificate
     * @param certificateCommand the command that creates a certificate
     */
    Certificates(String host, String certificateCommand, Instant now) {
        this.host = host;
        this.certificateCommand = certificateCommand;
        this.now = now;
    }

    Result judge(Reply<SeenCertificate> seen, RegisteredWebhooks registered) {
        Map<String, List<String>> byBundle = new LinkedHashMap<>();
        List<String> without = new ArrayList<>();
        for (Tree webhook : registered.webhooks()) {
            String name = RegisteredWebhooks.name(webhook);
            RegisteredWebhooks.caBundle(webhook)
                    .ifPresentOrElse(
                            bundle -> byBundle.computeIfAbsent(bundle, key -> new ArrayList<>())
                                    .add(name),
                            () -> without.add(name));
        }
        return seen.fold(
                there -> there.certificate()
                        .map(certificate -> judge(certificate, byBundle, without))
                        .orElseGet(() -> flawed(there.flaw().orElse("there is no certificate"), without)),
                missing -> without.isEmpty()
                        ? Result.unknown(
                                SUBJECT, "the serving certificate cannot be read: " + missing.reason(), missing.fix())
                        : Result.problem(SUBJECT, lacking(without), certificateCommand));
    }

    private Result flawed(String flaw, List<String> without) {
        return Result.problem(SUBJECT, without.isEmpty() ? flaw : flaw + "; " + lacking(without), certificateCommand);
    }

    private Result judge(ServingCertificate certificate, Map<String, List<String>> byBundle, List<String> without) {
        List<String> problems = new ArrayList<>();
        if (!without.isEmpty()) {
            problems.add(lacking(without));
        }
        byBundle.forEach((bundle, webhooks) -> distrust(certificate, bundle)
                .ifPresent(
                        why -> problems.add("the caBundle of %s does not match: %s".formatted(some(webhooks), why))));
        if (!certificate.isFor(host)) {
            problems.add("the certificate is for %s, not for %s"
                    .formatted(certificate.names().isEmpty() ? "no name" : NameList.of(certificate.names()), host));
        }
        if (!certificate.isForServers()) {
            problems.add("the extended key usage excludes TLS servers");
        }
        validity(certificate).ifPresent(problems::add);
        if (!problems.isEmpty()) {
            return Result.problem(
                    SUBJECT,
                    "%s: %s".formatted(certificate.source(), String.join("; ", problems)),
                    certificateCommand + " --renew, or check cert-manager's Certificate: certs/README.md");
        }
        String fine = "valid until %s, for %s, signed by the CA in all webhooks (%s)"
                .formatted(day(certificate.notAfter()), host, certificate.source());
        return Duration.between(now, certificate.notAfter()).compareTo(SOON) < 0
                ? Result.warning(
                        SUBJECT,
                        "expires in %d days; %s"
                                .formatted(
                                        Duration.between(now, certificate.notAfter())
                                                .toDays(),
                                        fine),
                        certificateCommand + ", or find out why cert-manager does not renew it")
                : Result.ok(SUBJECT, fine);
    }

    private Optional<String> distrust(ServingCertificate certificate, String bundle) {
        try {
            List<X509Certificate> authorities = ServingCertificate.parseBase64(bundle);
            return certificate.distrust(authorities, now);
        } catch (CertificateException e) {
            return Optional.of("it contains no readable certificates");
        }
    }

    private Optional<String> validity(ServingCertificate certificate) {
        if (now.isAfter(certificate.notAfter())) {
            return Optional.of("the certificate expired on " + day(certificate.notAfter()));
        }
        return now.isBefore(certificate.notBefore())
                ? Optional.of("the certificate is not valid before " + day(certificate.notBefore()))
                : Optional.empty();
    }

    private static String lacking(List<String> webhooks) {
        return "%s no caBundle".formatted(webhooks.size() == 1 ? webhooks.get(0) + " has" : some(webhooks) + " have");
    }

    private static String some(List<String> webhooks) {
        return webhooks.size() == 1
                ? webhooks.get(0)
                : "%d webhooks (%s and more)".formatted(webhooks.size(), webhooks.get(0));
    }

    private static String day(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
