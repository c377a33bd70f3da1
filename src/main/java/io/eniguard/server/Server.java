package io.eniguard.server;

import io.eniguard.input.UnreadableInputException;
import io.eniguard.server.settings.UnusableSettingException;
import io.quarkus.runtime.Quarkus;
import java.net.BindException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Starts the server and waits until it ends. */
public final class Server {

    private Server() {}

    /**
     * Runs the server until the process ends. The settings are read from the system properties {@code eniguard.*}.
     *
     * @throws UnusableSettingException if an option prevents the server from starting
     */
    public static void run() throws UnusableSettingException {
        // Without this property, a client could repeat the costly part of the handshake on one connection forever. JSSE
        // reads the property only once, when it opens its first server session (JSSE Reference Guide, "Customizing
        // JSSE").
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        // Quarkus reports a failed start only to this handler.
        Quarkus.run(null, (exitCode, cause) -> {
            if (cause == null) {
                System.exit(exitCode);
            }
            failure.set(cause);
        });
        Throwable cause = failure.get();
        if (cause != null) {
            throw reason(cause);
        }
    }

    // The options were valid when they were checked before the start, so the problem is new.
    private static UnusableSettingException reason(Throwable failure) {
        Optional<UnusableSettingException> unusable = causes(failure)
                .filter(UnusableSettingException.class::isInstance)
                .map(UnusableSettingException.class::cast)
                .findFirst();
        if (unusable.isPresent()) {
            return unusable.get();
        }
        Optional<UnreadableInputException> unreadable = causes(failure)
                .filter(UnreadableInputException.class::isInstance)
                .map(UnreadableInputException.class::cast)
                .findFirst();
        if (unreadable.isPresent()) {
            return new UnusableSettingException(
                    "--cluster kube", String.valueOf(unreadable.get().getMessage()), failure);
        }
        Optional<Throwable> bind =
                causes(failure).filter(BindException.class::isInstance).findFirst();
        if (bind.isPresent()) {
            return new UnusableSettingException(
                    "--port %s and --management-port %s"
                            .formatted(
                                    System.getProperty("eniguard.port"),
                                    System.getProperty("eniguard.management-port")),
                    "the server cannot listen: %s. Fix: choose ports that no other program uses"
                            .formatted(bind.get().getMessage()),
                    failure);
        }
        throw new IllegalStateException("the server cannot start: " + failure, failure);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
