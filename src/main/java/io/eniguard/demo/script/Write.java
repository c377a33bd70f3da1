package io.eniguard.demo.script;

/** The operations on an object. */
public enum Write {
    CREATE("CREATE", "creates"),
    /** Changes the fields in the manifest and keeps all others, as a JSON merge patch. */
    UPDATE("UPDATE", "updates"),
    /** Does the same through the subresource status, like kubelets. */
    UPDATE_STATUS("UPDATE", "sets status"),
    DELETE("DELETE", "deletes");

    private final String operation;
    private final String verb;

    Write(String operation, String verb) {
        this.operation = operation;
        this.verb = verb;
    }

    /** The name in admission reviews. */
    public String operation() {
        return operation;
    }

    public String verb() {
        return verb;
    }

    /** Returns the part of the URL after the name of the object. */
    public String subresource() {
        return this == UPDATE_STATUS ? "/status" : "";
    }
}
