package io.eniguard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A plain webhook in Go that does two of the rules, built from {@code bench/yardstick} where Go is at hand. Its
 * figures on the same machine are what eniguard's are compared with.
 */
public final class Yardstick {
    static final String SOURCES = "bench/yardstick";
    private final Path binary;

    /** The two ways in which webhooks in Go read JSON. */
    public enum Decoding {
        /** The standard library, the faster one. */
        ENCODING_JSON("encoding/json"),
        /** The decoder of Kubernetes' own library, as controller-runtime uses it, and with it every kubebuilder webhook. */
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

    /** The {@code go} that a shell would run, when there is one. */
    public static Optional<Path> go() {
        return Tool.find("go");
    }

    /**
     * Builds it into {@code bench/target/yardstick/}. The first build fetches the modules that {@code go.sum} names.
     *
     * @throws IOException when the build fails, with what Go says
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
     * How to run it, for {@link ChildServer#start}.
     *
     * @param certificate and key, PEM files
     * @param vpc a JSON file in the AWS CLI's shape
     */
    public ChildServer.Program program(ServerAddress endpoint, Decoding decoding, Path certificate, Path key, Path vpc) {
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
