package io.eniguard.cluster;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the VPC CNI, such as 1.20.4. The version is the tag of the image of the container {@code aws-node}, such as {@code v1.20.4}
 * or {@code v1.20.4-eksbuild.1}.
 */
public record CniVersion(int major, int minor, int patch) implements Comparable<CniVersion> {

    /** The newest version that eniguard knows, as of 2026-11-29. */
    public static final CniVersion NEWEST = new CniVersion(1, 23, 1);

    private static final Comparator<CniVersion> ORDER = Comparator.comparingInt(CniVersion::major)
            .thenComparingInt(CniVersion::minor)
            .thenComparingInt(CniVersion::patch);

    /** A tag of a release, which may have a suffix such as {@code -eksbuild.1}, {@code -rc1} or {@code _amd64}. */
    private static final Pattern TAG = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})(?:[-_+.].*)?");

    /**
     * Reads the version from the reference of an image. The result is empty if the reference has no tag, such as a reference with only a
     * digest, or if the tag is not a version, such as {@code latest}.
     */
    public static Optional<CniVersion> ofImage(String image) {
        String named = image.strip().split("@", 2)[0];
        String last = named.substring(named.lastIndexOf('/') + 1);
        int colon = last.indexOf(':');
        Matcher tag = TAG.matcher(colon < 0 ? "" : last.substring(colon + 1));
        return tag.matches()
                ? Optional.of(new CniVersion(number(tag, 1), number(tag, 2), number(tag, 3)))
                : Optional.empty();
    }

    private static int number(Matcher tag, int group) {
        return Integer.parseInt(tag.group(group));
    }

    public boolean isAtLeast(int otherMajor, int otherMinor, int otherPatch) {
        return compareTo(new CniVersion(otherMajor, otherMinor, otherPatch)) >= 0;
    }

    @Override
    public int compareTo(CniVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
