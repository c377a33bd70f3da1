package io.eniguard.bench;

/** A kind of traffic that is measured by itself. */
public enum Workload {
    /** ENIConfigs of about 1.5 KB, created and updated by turns. */
    ENICONFIGS("/validate", "ENIConfig"),
    /** Nodes of about 12 KB as kubelets register them, to be labelled. */
    NODES("/mutate", "Node, 12 KB"),
    /** The update by which a cloud controller labels such a node with its zone: 12 KB twice, as it is and as it was. */
    NODE_UPDATES("/mutate", "Node update, 2 x 12 KB");

    private final String path;
    private final String title;

    Workload(String path, String title) {
        this.path = path;
        this.title = title;
    }

    /** The path that an API server posts such reviews to. */
    public String path() {
        return path;
    }

    public String title() {
        return title;
    }
}
