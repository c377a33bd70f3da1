package io.eniguard.certs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PemBlockTest {

    @Test
    void blocksHaveLabelsContentsAndLines() {
        String text = """
                Bag Attributes: none
                -----BEGIN RSA PRIVATE KEY-----
                Proc-Type: 4,ENCRYPTED
                DEK-Info: AES-256-CBC,00

                MIIB
                -----END RSA PRIVATE KEY-----
                -----BEGIN CERTIFICATE-----
                -----BEGIN CERTIFICATE-----
                MIIC
                -----END CERTIFICATE-----
                -----BEGIN CERTIFICATE-----
                MIID
                -----END OTHER-----
                """;
        assertEquals(
                List.of(
                        new PemBlock(
                                "RSA PRIVATE KEY", "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nMIIB\n", 2),
                        new PemBlock("CERTIFICATE", "\nMIIC\n", 9)),
                PemBlock.in(text));
    }

    /** The limit is far above the time that a search takes that reads each character once. */
    @Test
    void manyBlocksWithoutAnEndAreReadInLinearTime() {
        String text = "-----BEGIN CERTIFICATE-----\n".repeat(200_000);
        assertEquals(List.of(), assertTimeoutPreemptively(Duration.ofSeconds(30), () -> PemBlock.in(text)));
    }
}
