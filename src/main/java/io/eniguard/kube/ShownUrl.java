package io.eniguard.kube;

import java.util.regex.Pattern;

/** Removes credentials from URLs that messages show. */
public final class ShownUrl {

    private static final Pattern USER = Pattern.compile("(?<=//)[^/\\s@]*@");

    private ShownUrl() {}

    /** Returns the text without the user and password of each URL in it. */
    public static String withoutUser(String text) {
        return USER.matcher(text).replaceAll("");
    }
}
