package io.eniguard.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The program that is running, to be run once more. */
public final class OwnProgram {

    private OwnProgram() {}

    public static boolean isNative() {
        // Set in native executables alone: org.graalvm.nativeimage.ImageInfo.
        return "runtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"));
    }

    /**
     * What to put before the arguments.
     *
     * @param jvmOptions left out where the program is a native executable
     * @throws IOException when this program was started in a way that can't be repeated, such as from a folder of classes
     */
    public static List<String> command(List<String> jvmOptions) throws IOException {
        String executable = ProcessHandle.current()
                .info()
                .command()
                .orElseThrow(() -> new IOException("the system does not tell which program is running"));
        if (isNative()) {
            return List.of(executable);
        }
        String jar = System.getProperty("java.class.path", "");
        if (!jar.endsWith(".jar") || jar.contains(File.pathSeparator)) {
            throw new IOException("eniguard was not started from its own jar, so its server cannot be: " + jar);
        }
        return Stream.of(
                        List.of(executable),
                        jvmOptions,
                        List.of("-jar", Path.of(jar).toAbsolutePath().toString()))
                .flatMap(List::stream)
                .toList();
    }
}
