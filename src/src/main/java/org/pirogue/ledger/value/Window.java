package org.pirogue.ledger.value;

/** A target period of a target organisation unit: where a case can count, or a slice must be computed again. */
public record Window(String period, String orgUnit) implements Comparable<Window> {
    @Override
    public int compareTo(Window other) {
        int byPeriod = period.compareTo(other.period);
        return byPeriod != 0 ? byPeriod : orgUnit.compareTo(other.orgUnit);
    }
}
