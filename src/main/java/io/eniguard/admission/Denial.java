package io.eniguard.admission;

import io.eniguard.cluster.ObjectId;
import io.eniguard.policy.Action;
import io.eniguard.review.Judged;
import io.eniguard.review.Verdict;
import io.eniguard.text.PlainText;
import java.util.stream.Collectors;

/**
 * Creates the refusal of an object. The API server passes the message of the refusal on to the user. The message names the object, since
 * kubectl does not name the object when it creates or deletes several objects.
 */
public final class Denial {

    /**
     * The maximum length of the object in a message. kube-apiserver allows names of 253 characters (RFC 1123 subdomains) and namespaces of
     * 63 characters.
     */
    private static final int LONGEST_OBJECT = 400;

    private Denial() {}

    /**
     * Returns one line for each finding that denies the object. The first line begins with the object: {@code ENIConfig us-west-2a:
     * [subnet-cidr] …}. Warnings are left out, since they are not a reason for the refusal.
     */
    public static String message(ObjectId object, Verdict verdict) {
        return PlainText.cut(object.inWords(), LONGEST_OBJECT)
                + ": "
                + verdict.findings(Action.DENY).map(Judged::line).collect(Collectors.joining("\n"));
    }

    /**
     * Returns a status with the HTTP code 403 and the reason {@code Forbidden}. API servers use the same code and reason for their own
     * refusals, so clients recognize the refusal.
     */
    static AdmissionReview.Status status(ObjectId object, Verdict verdict) {
        AdmissionReview.StatusDetails details = new AdmissionReview.StatusDetails();
        details.name = object.name().isEmpty() ? null : object.name();
        details.group = object.group().isEmpty() ? null : object.group();
        details.kind = object.kind();
        AdmissionReview.Status status = new AdmissionReview.Status();
        status.message = message(object, verdict);
        status.reason = "Forbidden";
        status.details = details;
        status.code = 403;
        return status;
    }
}
