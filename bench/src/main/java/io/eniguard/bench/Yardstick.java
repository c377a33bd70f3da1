package io.eniguard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A plain webhook in Go with two of the rules, built from {@code bench/yardstick} if Go is installed. The figures of eniguard are
 * compared with its figures on the same machine.
 */
public final class Yardstick {
    static final String SOURCES = "bench/yardstick";
    private final Path binary;

    /** The two ways in which webhooks in Go read JSON. */
    public enum Decoding {
        /** The standard library, which is faster. */
        ENCODING_JSON("encoding/json"),
        /** The decoder of Kubernetes' library. It is used by controller-runtime, and therefore by every kubebuilder webhook. */
        APIMACHINERY("apimachinery");

        private final String flag;

        Decoding(String flag) {
            this.flag = flag;
        }

        public String title() {
            return flag;
        }
    }

    private Yardstick(Path binary) {
        this.binary = binary;
    }

    /** The {@code go} that a shell would run, if there is one. */
    public static Optional<Path> go() {
        return Tool.find("go");
    }

    /**
     * Builds the webhook into {@code bench/target/yardstick/}. The first build downloads the modules that {@code go.sum} names.
     *
     * @throws IOException if the build fails; the message contains the output of Go
     */
    public static Yardstick build(Path go, Checkout checkout) throws IOException {
        Path folder = Files.createDirectories(
                checkout.root().resolve("bench/target/yardstick").toAbsolutePath());
        Path binary = folder.resolve("yardstick");
        Tool.run(
                List.of(go.toString(), "build", "-o", binary.toString(), "."),
                checkout.root().resolve(SOURCES),
                folder.resolve("build.log"));
        return new Yardstick(binary);
    }

    /**
     * Returns the program for {@link ChildServer#start}.
     *
     * @param certificate the PEM file of the certificate
     * @param key the PEM file of the key
     * @param vpc a JSON file in the format of the AWS CLI
     */
    public ChildServer.Program program(
            ServerAddress endpoint, Decoding decoding, Path certificate, Path key, Path vpc) {
        List<String> command = List.of(
                binary.toString(),
                "-addr=" + endpoint.authority(),
                "-cert=" + certificate,
                "-key=" + key,
                "-vpc=" + vpc,
                "-decode=" + decoding.flag);
        return new ChildServer.Program(
                "yardstick with " + decoding.flag,
                command,
                binary.resolveSibling("yardstick-%d.log".formatted(endpoint.port())));
    }
}
