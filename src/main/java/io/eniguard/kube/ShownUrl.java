package io.eniguard.kube;

import java.util.regex.Pattern;

/** URLs as messages show them. */
public final class ShownUrl {

    private static final Pattern USER = Pattern.compile("(?<=//)[^/\\s@]*@");

    private ShownUrl() {}

    /** The text without user and password in its URLs. */
    public static String withoutUser(String text) {
        return USER.matcher(text).replaceAll("");
    }
}
