package org.pirogue.flow;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pirogue.batch.Finding;

/** In which rows of a part some cell could not be read, though the row itself has come. */
public final class Faults {
    /** {@code C7} of a workbook stands in its row 7. */
    private static final Pattern CELL = Pattern.compile("^(.*:)[A-Z]{1,3}(\\d+)$");

    private static final Pattern WIDE = Pattern.compile("^(.*:\\d+):[^:]*$");

    private final NavigableSet<String> places = new TreeSet<>();

    public Faults(List<Finding> findings) {
        for (Finding finding : findings) {
            Matcher cell = CELL.matcher(finding.place());
            if (!finding.kept()) {
                places.add((cell.matches() ? cell.group(1) + cell.group(2) : finding.place()) + ":");
            }
        }
    }

    /** @param place of a row; where periods stand side by side, with the period behind */
    public boolean in(String place) {
        Matcher wide = WIDE.matcher(place);
        return !places.isEmpty() && (has(place) || (wide.matches() && has(wide.group(1))));
    }

    private boolean has(String place) {
        String next = places.ceiling(place + ":");
        return next != null && next.startsWith(place + ":");
    }
}
