package io.eniguard.doctor;

import java.util.Optional;

/**
 * The serving certificate, or the flaw of the Secret that should hold it.
 *
 * @param flaw for a person; empty where there is a certificate
 */
record SeenCertificate(Optional<ServingCertificate> certificate, Optional<String> flaw) {

    static SeenCertificate of(ServingCertificate certificate) {
        return new SeenCertificate(Optional.of(certificate), Optional.empty());
    }

    static SeenCertificate flawed(String flaw) {
        return new SeenCertificate(Optional.empty(), Optional.of(flaw));
    }
}
