package io.eniguard.doctor;

import java.time.Duration;

/**
 * The reason why a question has no answer, and the remedy.
 *
 * @param reason the reason, which can follow "not examined: " in a message
 * @param fix the remedy, a command if there is one
 */
record Gap(Cause cause, String reason, String fix) {

    /** The cause of a gap. Different causes have different consequences. */
    enum Cause {
        /** There is no address, no region or no credentials for a question. The cause is the same in each run. */
        NOT_ASKED,
        /** AWS rejected the credentials. */
        CREDENTIALS,
        /** The user lacks a permission. */
        FORBIDDEN,
        /**
         * There was no usable answer in time. A slow or broken service may answer late in one run, and not at all or with an error in the
         * next run, so these cases are one cause.
         */
        UNANSWERED
    }

    /** Returns the gap for a question that was not answered before the deadline of all questions. */
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
