package io.eniguard.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The command that starts the running program again. */
public final class OwnProgram {

    private OwnProgram() {}

    public static boolean isNative() {
        // Only native executables set this property: org.graalvm.nativeimage.ImageInfo.
        return "runtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"));
    }

    /**
     * Returns the command that starts this program again, without arguments.
     *
     * @param jvmOptions options for the JVM; ignored if the program is a native executable
     * @throws IOException if this program cannot be started again, for example because its classes are in a folder instead of a jar
     */
    public static List<String> command(List<String> jvmOptions) throws IOException {
        String executable = ProcessHandle.current()
                .info()
                .command()
                .orElseThrow(() -> new IOException("the system does not name the running program"));
        if (isNative()) {
            return List.of(executable);
        }
        String jar = System.getProperty("java.class.path", "");
        if (!jar.endsWith(".jar") || jar.contains(File.pathSeparator)) {
            throw new IOException(
                    "the server cannot be started, since eniguard was not started from its jar but from " + jar);
        }
        return Stream.of(
                        List.of(executable),
                        jvmOptions,
                        List.of("-jar", Path.of(jar).toAbsolutePath().toString()))
                .flatMap(List::stream)
                .toList();
    }
}
