package io.eniguard.certs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemReaderTest {

    private final CertificateAuthority authority =
            CertificateAuthority.create("ca", Duration.ofDays(1), Clock.systemUTC());
    private final KeyAndCertificate own = authority.issueServing(List.of("localhost"));

    @Test
    void aKeyIsTheSameInEachForm() throws Exception {
        assertEquals(number(own.key()), number(PemReader.privateKey(own.keyPem())));
        assertEquals(number(own.key()), number(PemReader.privateKey(own.sec1KeyPem())));
        RsaCertificate rsa = RsaCertificate.forLoopback(Duration.ofDays(1));
        assertEquals(rsa.key(), PemReader.privateKey(rsa.keyPem()));
        assertEquals(rsa.key(), PemReader.privateKey(rsa.pkcs1KeyPem()));
    }

    /** {@code openssl ecparam -genkey} writes a block of parameters before the key. */
    @Test
    void otherBlocksAndTextInBetweenAreSkipped() throws Exception {
        String parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
        String both = "our key\n" + parameters + own.sec1KeyPem() + "subject=CN = localhost\n" + own.certificatePem();
        assertEquals(number(own.key()), number(PemReader.privateKey(both)));
        assertEquals(
                List.of(own.certificate(), authority.certificate()),
                PemReader.certificates(both + "\r\nissuer\r\n" + authority.certificatePem()));
    }

    /** Returns the private number of a key. Whole keys cannot be compared, because only some encodings contain the public key. */
    private static BigInteger number(PrivateKey key) {
        return ((ECPrivateKey) key).getS();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                | no PEM private key (-----BEGIN PRIVATE KEY-----) found",
                "'root:x:0:0:root:/root:/bin/bash'                 | no PEM private key (-----BEGIN PRIVATE KEY-----) found",
                "'-----BEGIN PRIVATE KEY-----'                     | no PEM private key (-----BEGIN PRIVATE KEY-----) found",
                "PRIVATE KEY:MAA=                                  | its private key is damaged",
                "PRIVATE KEY:!                                     | its private key is damaged",
                "EC PRIVATE KEY:MAA=                               | its private key is damaged",
                "RSA PRIVATE KEY:MAA=                              | its private key is damaged",
                "RSA PRIVATE KEY:BAA=                              | its private key is damaged",
                "PRIVATE KEY:MC4CAQAwBQYDK2VwBCIEIDSm2fNKdGSBdvrQ0WBSPz/3KtQo1JLQFMk5FY0nJDxy | its private key is neither RSA nor elliptic curve (ECDSA)",
                "ENCRYPTED PRIVATE KEY:MAA=                        | its private key is encrypted. Fix: decrypt it with openssl pkey -in KEY -out NEW",
            })
    void aTextWithoutAKeyIsRefusedWithAReason(String text, String reason) {
        assertEquals(
                reason,
                assertThrows(PemException.class, () -> PemReader.privateKey(block(text)))
                        .getMessage());
    }

    /** Returns a PEM block. For example, "PRIVATE KEY:MAA=" becomes a block with the label PRIVATE KEY and the content MAA=. */
    private static String block(String text) {
        String[] parts = text.split("KEY:", 2);
        return parts.length < 2
                ? text
                : "-----BEGIN %1$sKEY-----\n%2$s\n-----END %1$sKEY-----\n".formatted(parts[0], parts[1]);
    }

    @Test
    void anEncryptedKeyOfTheOldFormIsRecognized() {
        String pem = """
                -----BEGIN RSA PRIVATE KEY-----
                Proc-Type: 4,ENCRYPTED
                DEK-Info: AES-128-CBC,00

                MAA=
                -----END RSA PRIVATE KEY-----
                """;
        assertEquals(
                "its private key is encrypted. Fix: decrypt it with openssl pkey -in KEY -out NEW",
                assertThrows(PemException.class, () -> PemReader.privateKey(pem))
                        .getMessage());
    }

    @Test
    void aTextWithoutACertificateIsRefusedWithAReason() {
        assertEquals(
                "no PEM certificate (-----BEGIN CERTIFICATE-----) found",
                assertThrows(PemException.class, () -> PemReader.certificates(own.keyPem()))
                        .getMessage());
        String second = own.certificatePem() + "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";
        assertEquals(
                "its certificate 2 is not an X.509 certificate",
                assertThrows(PemException.class, () -> PemReader.certificates(second))
                        .getMessage());
    }
}
