package io.eniguard.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;

/** Checks readiness over plain HTTP like a kubelet. */
final class ReadinessProbe implements Probe {
    private static final int TIMEOUT_MILLIS = 5_000;
    private final URL url;

    ReadinessProbe(ServerAddress management) {
        try {
            url = URI.create("http://%s/q/health/ready".formatted(management.authority()))
                    .toURL();
        } catch (IOException e) {
            throw new IllegalStateException("a JDK without http", e);
        }
    }

    @Override
    public boolean isAnswered() {
        try {
            var connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }
}
