package io.eniguard.cel.value;

import java.util.Optional;

/**
 * A block of IPv4 or IPv6 addresses. The address keeps its host bits, and two blocks with different host bits are not equal.
 *
 * @param prefix the length of the network part in bits
 */
public record IpBlock(IpAddress address, int prefix) {

    /** Returns the block; empty if Kubernetes refuses the text. */
    public static Optional<IpBlock> parse(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        return IpAddress.parse(text.substring(0, slash)).flatMap(address -> {
            int prefix = IpAddress.number(text, slash + 1, text.length(), address.length());
            return prefix < 0 ? Optional.empty() : Optional.of(new IpBlock(address, prefix));
        });
    }

    public IpBlock masked() {
        return new IpBlock(address.masked(prefix), prefix);
    }

    /** Whether the address is in the block. An address of the other family never is. */
    public boolean contains(IpAddress other) {
        return other.family() == address.family() && other.masked(prefix).equals(address.masked(prefix));
    }

    /** Whether every address of the other block is in this block. */
    public boolean contains(IpBlock other) {
        return prefix <= other.prefix && contains(other.address);
    }

    @Override
    public String toString() {
        return address + "/" + prefix;
    }
}
