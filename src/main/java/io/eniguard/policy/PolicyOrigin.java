package io.eniguard.policy;

/** The origin of the document of a policy. It decides which ends of exemptions are accepted, since time passes after a policy was written. */
public enum PolicyOrigin {
    /** A request to create or update a policy. Exemptions have to end in the future. */
    WRITTEN,
    /** A policy that a cluster contains. */
    STORED,
    /** A file. It may contain exemptions that are over. */
    FILE,
    /** A file whose policies are used together with those of a cluster that are not known. Exemptions can name their custom rules. */
    FILE_BESIDE_CLUSTER
}
