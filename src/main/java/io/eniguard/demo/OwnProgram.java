package io.eniguard.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The program that is running, to be run once more. */
final class OwnProgram {

    private OwnProgram() {}

    /**
     * What to put before the arguments.
     *
     * @throws IOException when this program was started in a way that can't be repeated, such as from a folder of classes
     */
    static List<String> command() throws IOException {
        String executable = ProcessHandle.current()
                .info()
                .command()
                .orElseThrow(() -> new IOException("the system does not tell which program is running"));
        // Set in native executables alone: org.graalvm.nativeimage.ImageInfo.
        if ("runtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"))) {
            return List.of(executable);
        }
        String jar = System.getProperty("java.class.path", "");
        if (!jar.endsWith(".jar") || jar.contains(File.pathSeparator)) {
            throw new IOException("eniguard was not started from its own jar, so its server cannot be: " + jar);
        }
        // It lives for seconds: what takes long to become fast is left out.
        return List.of(
                executable,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                Path.of(jar).toAbsolutePath().toString());
    }
}
