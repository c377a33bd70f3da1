package io.eniguard.demo.script;

/** The operations on objects in the script. */
public enum Write {
    CREATE("CREATE", "creates"),
    /** Applies the manifest as a JSON merge patch, which keeps all fields that the manifest does not contain. */
    UPDATE("UPDATE", "updates"),
    /** Applies the manifest as a JSON merge patch to the subresource {@code status}, which kubelets also update. */
    UPDATE_STATUS("UPDATE", "sets status"),
    DELETE("DELETE", "deletes");

    private final String operation;
    private final String verb;

    Write(String operation, String verb) {
        this.operation = operation;
        this.verb = verb;
    }

    /** The name of the operation in admission reviews. */
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
