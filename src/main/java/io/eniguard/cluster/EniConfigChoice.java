package io.eniguard.cluster;

/**
 * The name of the ENIConfig that a node resolves to, and the source of the name.
 *
 * @param key the key of the label or annotation; empty for the fallback
 * @param name the name; empty if the label or annotation has an empty value, which also overrides the later sources
 */
public record EniConfigChoice(Source source, String key, String name) {

    /** The sources in order of precedence: amazon-vpc-cni-k8s, pkg/eniconfig/eniconfig.go, GetNodeSpecificENIConfigName. */
    public enum Source {
        EXTERNAL_LABEL("label"),
        ANNOTATION("annotation"),
        LABEL("label"),
        FALLBACK("fallback");

        private final String word;

        Source(String word) {
            this.word = word;
        }

        /** The word for this source in messages. */
        public String word() {
            return word;
        }
    }

    public boolean isFallback() {
        return source == Source.FALLBACK;
    }
}
