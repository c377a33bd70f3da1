package io.eniguard.placement;

/**
 * A 64-bit hash of two names. The placement of nodes depends on it, so it must not change between versions of eniguard.
 *
 * <p>FNV-1a over UTF-16 code units (offset basis 0xcbf29ce484222325, prime 0x100000001b3): the node's name, then a unit of 0, which no name
 * contains, then the ENIConfig's name. FNV-1a alone distributes short and similar names badly over the upper bits, so the result is passed
 * through the finalizer of SplitMix64, in which each bit of the input changes about half of the bits of the output.
 */
final class NameHash {

    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private NameHash() {}

    static long of(String node, String eniConfig) {
        return finished(continued(ofFirst(node), eniConfig));
    }

    /**
     * Returns the hash as a number that is evenly distributed in the open interval from 0 to 1: the upper 53 bits of the hash, plus half a
     * unit.
     */
    static double fraction(String node, String eniConfig) {
        return ((of(node, eniConfig) >>> 11) + 0.5) * 0x1p-53;
    }

    private static long ofFirst(String name) {
        return continued(OFFSET_BASIS, name) * PRIME; // XOR with the unit 0 changes nothing
    }

    private static long continued(long hash, String name) {
        long result = hash;
        for (int i = 0; i < name.length(); i++) {
            result = (result ^ name.charAt(i)) * PRIME;
        }
        return result;
    }

    private static long finished(long hash) {
        long mixed = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
