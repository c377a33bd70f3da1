package io.eniguard.admission;

import io.eniguard.cluster.ObjectId;
import io.eniguard.review.Judged;
import io.eniguard.review.Verdict;
import io.eniguard.rules.Action;
import io.eniguard.text.PlainText;
import java.util.stream.Collectors;

/**
 * The refusal of an object, with the message that the API server passes on to the user. The message names the object, since kubectl does
 * not name it when it creates or deletes several objects.
 */
public final class Denial {

    /** kube-apiserver allows names of 253 characters (RFC 1123 subdomains) and namespaces of 63. */
    private static final int LONGEST_OBJECT = 400;

    private Denial() {}

    /**
     * Returns one line for each finding that denies. The first line begins with the object: {@code ENIConfig us-west-2a: [subnet-cidr] …}.
     * Findings that only warn are left out, since they are not a reason for the refusal.
     */
    public static String message(ObjectId object, Verdict verdict) {
        return PlainText.cut(object.inWords(), LONGEST_OBJECT)
                + ": "
                + verdict.findings(Action.DENY).map(Judged::line).collect(Collectors.joining("\n"));
    }

    /** Returns a status with HTTP code 403, like that of Kubernetes' own refusals, so that clients recognize it by its reason. */
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
