package io.eniguard.doctor;

import java.util.Optional;

/**
 * The serving certificate, or the fault of the Secret that should contain it.
 *
 * @param flaw a human-readable description of the fault; empty if there is a certificate
 */
record SeenCertificate(Optional<ServingCertificate> certificate, Optional<String> flaw) {

    static SeenCertificate of(ServingCertificate certificate) {
        return new SeenCertificate(Optional.of(certificate), Optional.empty());
    }

    static SeenCertificate flawed(String flaw) {
        return new SeenCertificate(Optional.empty(), Optional.of(flaw));
    }
}
