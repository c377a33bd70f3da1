package io.eniguard.certs;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The CAs with which API servers verify the serving certificate at this moment.
 *
 * @param bundles one list for each webhook; a list without CAs trusts nothing
 */
public record TrustedBundles(List<List<X509Certificate>> bundles) {

    /** No webhook exists, so no API server verifies anything. */
    public static final TrustedBundles NONE = new TrustedBundles(List.of());

    public TrustedBundles {
        bundles = bundles.stream().map(List::copyOf).toList();
    }

    /** Reads the bundles from PEM text. An API server ignores the whole bundle if a part of it is damaged, and so does this method. */
    public static TrustedBundles of(Collection<String> pem) {
        return new TrustedBundles(pem.stream().map(TrustedBundles::read).toList());
    }

    private static List<X509Certificate> read(String pem) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemBlock block : PemBlock.in(pem)) {
            try {
                certificates.add(block.certificate());
            } catch (CertificateException e) {
                return List.of();
            }
        }
        return certificates;
    }

    /** Returns whether each webhook trusts the certificate at this time. */
    public boolean trust(X509Certificate leaf, Instant now) {
        return bundles.stream()
                .allMatch(bundle -> bundle.stream().anyMatch(authority -> Issued.isTrusted(leaf, authority, now)));
    }

    /** Returns whether each webhook has this CA. */
    boolean contain(X509Certificate authority) {
        return bundles.stream().allMatch(bundle -> bundle.contains(authority));
    }

    /** Returns whether each webhook has exactly these CAs in this order. */
    public boolean are(List<X509Certificate> authorities) {
        return bundles.stream().allMatch(authorities::equals);
    }

    /** Returns the CAs of all webhooks without repetitions. */
    Set<X509Certificate> all() {
        Set<X509Certificate> all = new LinkedHashSet<>();
        bundles.forEach(all::addAll);
        return all;
    }
}
