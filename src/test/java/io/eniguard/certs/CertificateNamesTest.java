package io.eniguard.certs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CertificateNamesTest {

    private final CertificateAuthority authority =
            CertificateAuthority.create("ca", Duration.ofDays(1), Clock.systemUTC());

    @Test
    void theCommonNameCountsButTheOrganizationDoesNot() {
        assertEquals(
                Set.of("system:node:a, b"),
                CertificateNames.of(authority
                        .issueClient("system:node:a, b", List.of("system:nodes"))
                        .certificate()));
    }

    @Test
    void alternativeNamesAndAddressesCount() {
        assertEquals(
                Set.of("api.example.com", "10.0.0.1"),
                CertificateNames.of(authority
                        .issueServing(List.of("api.example.com", "10.0.0.1"))
                        .certificate()));
    }
}
