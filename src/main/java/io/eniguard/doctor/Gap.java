package io.eniguard.doctor;

import java.time.Duration;

/**
 * The reason why a question has no answer, and the remedy.
 *
 * @param reason continues "not examined: " in a message
 * @param fix the remedy, a command if there is one
 */
record Gap(Cause cause, String reason, String fix) {

    /** The causes that have different consequences. */
    enum Cause {
        /** There is no address, no region or no credentials for a question. This does not change from run to run. */
        NOT_ASKED,
        /** AWS rejected the credentials. */
        CREDENTIALS,
        /** The user lacks a permission. */
        FORBIDDEN,
        /**
         * There was no answer, or none that can be used. Whether a slow or broken service answers late, wrongly or never can change from
         * run to run, so all of these are one cause.
         */
        UNANSWERED
    }

    /** Returns the gap of a question that has no answer when the time for all questions ends. */
    static Gap late(Duration limit) {
        return unanswered("no answer within %d s".formatted(limit.toSeconds()), moreTime(limit));
    }

    static String moreTime(Duration limit) {
        return "raise --timeout (now %ds), or check the network: VPN, proxy, security groups"
                .formatted(limit.toSeconds());
    }

    static Gap unanswered(String reason, String fix) {
        return new Gap(Cause.UNANSWERED, reason, fix);
    }

    boolean isNotAsked() {
        return cause == Cause.NOT_ASKED;
    }
}
