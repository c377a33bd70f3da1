package io.eniguard.bench;

/** A kind of traffic that is measured separately. */
public enum Workload {
    /** ENIConfigs of about 1.5 KB that are created and updated in turn. */
    ENICONFIGS("/validate", "ENIConfig"),
    /** New nodes of about 12 KB that get a label. */
    NODES("/mutate", "Node, 12 KB"),
    /** Updates in which a cloud controller sets the zone of a node. They contain the new and the old node with 12 KB each. */
    NODE_UPDATES("/mutate", "Node update, 2 x 12 KB");

    private final String path;
    private final String title;

    Workload(String path, String title) {
        this.path = path;
        this.title = title;
    }

    /** The path that an API server posts these reviews to. */
    public String path() {
        return path;
    }

    public String title() {
        return title;
    }
}
