package org.pirogue.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows under headings, columns as wide as their widest cell, numbers to the right. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();
    private final int firstNumber;

    /** @param firstNumber index of the first column that is set to the right */
    public Table(int firstNumber, List<String> headings) {
        this.firstNumber = firstNumber;
        rows.add(headings);
    }

    public void add(List<String> row) {
        rows.add(row);
    }

    public List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            String gap = " ".repeat(width(column) - cell.length());
            line.append(column == 0 ? "" : "  ").append(column < firstNumber ? cell + gap : gap + cell);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
