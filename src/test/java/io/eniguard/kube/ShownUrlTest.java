package io.eniguard.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://user:secret@host:1/x@y, https://host:1/x@y",
        "no https://secret@host and https://b:c@d, no https://host and https://d",
        "mail a@b of https://host/, mail a@b of https://host/"
    })
    void usersAndPasswordsAreLeftOut(String text, String shown) {
        assertEquals(shown, ShownUrl.withoutUser(text));
    }
}
