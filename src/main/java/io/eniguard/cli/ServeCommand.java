package io.eniguard.cli;

import io.quarkus.runtime.Quarkus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code eniguard serve}: the webhook server. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Answer admission reviews over HTTPS.")
final class ServeCommand implements Callable<Integer> {

    @Option(
            names = "--port",
            defaultValue = "9443",
            description = "Port of the webhooks, HTTPS. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(names = "--host", defaultValue = "0.0.0.0")
    private String host = "";

    @Option(names = "--management-port", defaultValue = "9000")
    private int managementPort;

    @Option(names = "--tls-cert")
    private String cert = "";

    @Option(names = "--tls-key")
    private String key = "";

    @Override
    public Integer call() {
        System.setProperty("eniguard.port", String.valueOf(port));
        System.setProperty("eniguard.host", host);
        System.setProperty("eniguard.management-port", String.valueOf(managementPort));
        System.setProperty("eniguard.tls-cert", cert);
        System.setProperty("eniguard.tls-key", key);
        Quarkus.run();
        return 0;
    }
}
