package io.eniguard.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Prints a table in the format of kubectl, with three spaces between columns. Prints nothing if there are no rows. */
public final class TextTable {

    private static final int GAP = 3;

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String... header) {
        this.header = List.of(header);
    }

    /** Adds a row with one cell for each column. */
    public void add(String... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException("%d cells for %d columns".formatted(cells.length, header.size()));
        }
        rows.add(List.of(cells));
    }

    public void print(PrintWriter out) {
        if (rows.isEmpty()) {
            return;
        }
        int[] widths = widths();
        out.println(line(header, widths));
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private int[] widths() {
        int[] widths = header.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return widths;
    }

    private static String line(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            line.append(cell).append(" ".repeat(widths[column] - cell.length() + GAP));
        }
        return line.toString().stripTrailing();
    }
}
