package io.eniguard.doctor;

import java.time.Duration;

/**
 * Why a question was not answered, and what to do about it.
 *
 * @param reason can follow "not examined: " in a message
 * @param fix what to do, a command where there is one
 */
record Gap(Cause cause, String reason, String fix) {

    /** The causes with different consequences. */
    enum Cause {
        /** There was no answer in time. Another run may be luckier. */
        TIMEOUT,
        /** AWS does not accept the credentials. */
        CREDENTIALS,
        /** The user lacks a permission. */
        FORBIDDEN,
        OTHER
    }

    /** Nothing was answered within the time for all questions. */
    static Gap late(Duration limit) {
        return new Gap(Cause.TIMEOUT, "no answer within %d s".formatted(limit.toSeconds()), moreTime(limit));
    }

    static String moreTime(Duration limit) {
        return "raise --timeout (now %ds), or check the network: VPN, proxy, security groups"
                .formatted(limit.toSeconds());
    }

    static Gap other(String reason, String fix) {
        return new Gap(Cause.OTHER, reason, fix);
    }
}
