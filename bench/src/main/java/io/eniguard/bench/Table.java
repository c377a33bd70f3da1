package io.eniguard.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One table of the report, with the notes that a reader needs. */
public final class Table {
    private final String title;
    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long failures;

    Table(String title, String... header) {
        this.title = title;
        this.header = List.of(header);
    }

    /** One cell for each column. */
    void row(String... cells) {
        rows.add(List.of(cells));
    }

    void note(String note) {
        notes.add(note);
    }

    /** Adds the number of wrong or lost answers to the notes, because they make every figure worthless. */
    void failuresOf(String name, Measurement measurement) {
        failures += measurement.failures().count();
        measurement
                .failures()
                .first()
                .ifPresent(first -> note("%s: %d failures, the first one: %s"
                        .formatted(name, measurement.failures().count(), first)));
    }

    public String title() {
        return title;
    }

    public List<String> header() {
        return header;
    }

    public List<List<String>> rows() {
        return Collections.unmodifiableList(rows);
    }

    public List<String> notes() {
        return Collections.unmodifiableList(notes);
    }

    public boolean isSpoilt() {
        return failures > 0;
    }
}
