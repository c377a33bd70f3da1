package io.eniguard.cluster;

/**
 * The ENIConfig that a node resolves to, and why.
 *
 * @param key the label's or annotation's key; empty for the fallback
 * @param name of the ENIConfig; may be empty, since an empty value hides everything behind it
 */
public record EniConfigChoice(Source source, String key, String name) {

    /** In order of precedence: amazon-vpc-cni-k8s, pkg/eniconfig/eniconfig.go, GetNodeSpecificENIConfigName. */
    public enum Source {
        EXTERNAL_LABEL("label"),
        ANNOTATION("annotation"),
        LABEL("label"),
        FALLBACK("fallback");

        private final String word;

        Source(String word) {
            this.word = word;
        }

        /** How messages name it. */
        public String word() {
            return word;
        }
    }

    public boolean isFallback() {
        return source == Source.FALLBACK;
    }
}
