package io.eniguard.review.explain;

import java.util.List;

/**
 * An answer with its chain of reasons.
 *
 * @param kind the kind of the subject: {@code Node}, {@code ENIConfig}, {@code Rule} or {@code InstanceType}
 * @param name the name of the subject
 * @param answer the answer in one or two sentences
 * @param findings the findings about the subject as it stands; empty for a subject that is no object
 */
public record Reasoning(String kind, String name, String answer, List<Reason> reasons, List<PointFinding> findings) {

    public Reasoning {
        reasons = List.copyOf(reasons);
        findings = List.copyOf(findings);
    }
}
