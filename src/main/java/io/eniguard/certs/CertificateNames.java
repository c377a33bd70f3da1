package io.eniguard.certs;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** Reads the names in a certificate. */
public final class CertificateNames {

    /**
     * The types of alternative names that the JDK returns as text: rfc822Name, dNSName, uniformResourceIdentifier and iPAddress (RFC 5280,
     * 4.2.1.6).
     */
    private static final Set<Object> TEXTUAL = Set.of(1, 2, 6, 7);

    private CertificateNames() {}

    /** Returns the common names of the subject and the alternative names, with unchanged spelling. */
    public static Set<String> of(X509Certificate certificate) {
        Set<String> names = new LinkedHashSet<>();
        X500Name subject =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        for (RDN rdn : subject.getRDNs(BCStyle.CN)) {
            if (rdn.getFirst().getValue() instanceof ASN1String name) {
                names.add(name.getString());
            }
        }
        alternative(certificate).stream()
                .filter(name -> TEXTUAL.contains(name.get(0)))
                .forEach(name -> names.add(String.valueOf(name.get(1))));
        return names;
    }

    /** Returns the alternative names as pairs of type and name; none if they are damaged. */
    static Collection<List<?>> alternative(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of());
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }
}
