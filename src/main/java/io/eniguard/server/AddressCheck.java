package io.eniguard.server;

import io.eniguard.server.settings.UnusableSettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Checks that the server can listen on its two addresses: one for reviews, one for health and metrics. */
public record AddressCheck(Address webhooks, Address management) {

    /**
     * An address and the options that set it.
     *
     * @param hostOption the option for the host, such as {@code --host}
     * @param portOption the option for the port, such as {@code --port}
     */
    public record Address(String hostOption, String host, String portOption, int port) {

        private InetAddress resolved() throws UnusableSettingException {
            try {
                return InetAddress.getByName(host);
            } catch (UnknownHostException e) {
                throw new UnusableSettingException(
                        hostOption + " " + host, "neither an IP address nor a name that can be resolved", e);
            }
        }

        private ServerSocket bound() throws UnusableSettingException {
            InetAddress address = resolved();
            try {
                return bound(address);
            } catch (BindException e) {
                throw isLocal(address)
                        ? new UnusableSettingException(portOption + " " + port, reason(e), e)
                        : new UnusableSettingException(hostOption + " " + host, "not an address of this machine", e);
            } catch (IOException e) {
                throw new UnusableSettingException(portOption + " " + port, "cannot listen: " + e.getMessage(), e);
            }
        }

        private ServerSocket bound(InetAddress address) throws IOException {
            // Like the server, this socket reuses the address, since connections of an earlier run may still be
            // closing.
            ServerSocket socket = new ServerSocket();
            try {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(address, port));
                return socket;
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        }

        // A port in use and an address of another machine cause the same exception. With port 0, only an address of
        // another machine fails.
        private static boolean isLocal(InetAddress address) {
            try (ServerSocket any = new ServerSocket(0, 1, address)) {
                return any.isBound();
            } catch (IOException e) {
                return false;
            }
        }

        private String reason(BindException failure) {
            return String.valueOf(failure.getMessage()).contains("in use")
                    ? "%s:%d is already in use. Fix: use another %s, or stop the program that listens there"
                            .formatted(host, port, portOption)
                    : "cannot listen on %s:%d: %s".formatted(host, port, failure.getMessage());
        }
    }

    /**
     * Checks the addresses by listening on both of them briefly.
     *
     * @throws UnusableSettingException if the server cannot listen on one of the addresses, or on both at the same time
     */
    public void run() throws UnusableSettingException {
        if (webhooks.port() == management.port() && overlap()) {
            throw new UnusableSettingException(
                    management.portOption() + " " + management.port(),
                    "the same port as %s. Fix: use a different port for health and metrics"
                            .formatted(webhooks.portOption()));
        }
        ServerSocket held = webhooks.bound();
        try {
            close(management.bound());
        } finally {
            close(held);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean overlap() throws UnusableSettingException {
        InetAddress one = webhooks.resolved();
        InetAddress other = management.resolved();
        return one.equals(other) || one.isAnyLocalAddress() || other.isAnyLocalAddress();
    }
}
