package io.eniguard.placement;

/**
 * A 64-bit hash of two names. The placement of nodes depends on this hash, so the hash must not change between versions of eniguard.
 *
 * <p>The hash is FNV-1a over UTF-16 code units, with offset basis 0xcbf29ce484222325 and prime 0x100000001b3. The input is the node's name,
 * then a code unit 0, which no name contains, then the ENIConfig's name. FNV-1a alone distributes short and similar names badly over the
 * upper bits. The result is therefore passed through the finalizer of SplitMix64, in which each input bit changes about half of the output
 * bits.
 */
final class NameHash {

    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private NameHash() {}

    static long of(String node, String eniConfig) {
        return finished(continued(ofFirst(node), eniConfig));
    }

    /**
     * Returns the hash as a number that is evenly distributed in the open interval from 0 to 1. The number is the upper 53 bits of the hash
     * plus 0.5, divided by 2<sup>53</sup>.
     */
    static double fraction(String node, String eniConfig) {
        return ((of(node, eniConfig) >>> 11) + 0.5) * 0x1p-53;
    }

    private static long ofFirst(String name) {
        return continued(OFFSET_BASIS, name) * PRIME; // An XOR with the code unit 0 has no effect.
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
