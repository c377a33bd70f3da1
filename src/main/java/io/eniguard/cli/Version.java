package io.eniguard.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** Reads the version of the program from a resource file. The Maven build writes the version into this file. */
public final class Version implements IVersionProvider {

    private static final String RESOURCE = "/eniguard/version.txt";

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {"eniguard " + read()};
    }

    public static String read() throws IOException {
        try (InputStream resource = Version.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IOException("the program lacks " + RESOURCE);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
