package io.eniguard.kube;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubeApiTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://kubernetes.default.svc",
                "https://kubernetes.default.svc/",
                "https://kubernetes.default.svc:443/"
            })
    void theClientsDefaultIsNoAddress(String url) {
        assertTrue(KubeApi.isDefault(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://kubernetes.default.svc.cluster.local/",
                "https://kubernetes.default.svc.example.com:6443/",
                "https://kubernetes.default.svc@example.com/",
                "https://10.0.0.1:443/",
                "not a URL"
            })
    void aHostThatBeginsLikeTheDefaultIsAnAddress(String url) {
        assertFalse(KubeApi.isDefault(url));
    }
}
