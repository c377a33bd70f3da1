package io.eniguard.demo.script;

/** What is done with an object. */
public enum Write {
    CREATE("CREATE", "creates"),
    /** What the manifest holds is changed, and all else stays: a JSON merge patch. */
    UPDATE("UPDATE", "updates"),
    /** The same by way of the subresource status, as kubelets write. */
    UPDATE_STATUS("UPDATE", "sets status"),
    DELETE("DELETE", "deletes");

    private final String operation;
    private final String verb;

    Write(String operation, String verb) {
        this.operation = operation;
        this.verb = verb;
    }

    /** As admission reviews spell it. */
    public String operation() {
        return operation;
    }

    public String verb() {
        return verb;
    }

    /** The part of a URL behind the object's name. */
    public String subresource() {
        return this == UPDATE_STATUS ? "/status" : "";
    }
}
