package org.pirogue.sandbox.values;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.pirogue.sandbox.metadata.OrgUnits;

/** Finds the rows of a period that a query asks for. */
final class Selection {
    /** Rows are shown with this distance: as in DHIS2, the values of a slice do not stand together. */
    private static final int STRIDE = 37;

    private final DataValues store;
    private final ValueQuery query;
    private final OrgUnits orgUnits;
    private final IntArrayList units = new IntArrayList();
    private final IntArrayList cells = new IntArrayList();
    private final BitSet unitSet = new BitSet();
    private final BitSet cellSet = new BitSet();

    /** The caller holds a lock. */
    Selection(DataValues store, ValueQuery query, OrgUnits orgUnits) {
        this.store = store;
        this.query = query;
        this.orgUnits = orgUnits;
        query.units().forEach(id -> addKnown(id, units, unitSet));
        query.dataElements().forEach(id -> {
            int element = store.names.find(id);
            if (element >= 0) {
                store.cells.of(element).forEach(cell -> addCell(cell));
            }
        });
    }

    private void addKnown(String id, IntArrayList list, BitSet set) {
        int number = store.names.find(id);
        if (number >= 0 && !set.get(number)) {
            set.set(number);
            list.add(number);
        }
    }

    private void addCell(int cell) {
        String attribute = store.names.text(store.cells.attributeCombo(cell));
        boolean asked =
                query.attributeCombos().isEmpty() || query.attributeCombos().contains(attribute);
        if (asked && !cellSet.get(cell)) {
            cellSet.set(cell);
            cells.add(cell);
        }
    }

    IntList cells() {
        return cells;
    }

    IntList units() {
        return units;
    }

    /** Row numbers in the order in which they are shown. The caller holds a lock. */
    IntArrayList rows(Shelf shelf) {
        IntArrayList found = new IntArrayList();
        long probes = (long) units.size() * cells.size();
        if (probes < shelf.size()) {
            for (int c = 0; c < cells.size(); c++) {
                for (int u = 0; u < units.size(); u++) {
                    int row = shelf.row(units.getInt(u), cells.getInt(c));
                    if (row >= 0 && isShown(shelf, row)) {
                        found.add(row);
                    }
                }
            }
            return ordered(shelf, found);
        }
        for (int first = 0; first < STRIDE; first++) {
            for (int row = first; row < shelf.size(); row += STRIDE) {
                if (unitSet.get(shelf.orgUnit(row)) && cellSet.get(shelf.cell(row)) && isShown(shelf, row)) {
                    found.add(row);
                }
            }
        }
        return ordered(shelf, found);
    }

    private boolean isShown(Shelf shelf, int row) {
        return (query.includeDeleted() || !shelf.deleted(row)) && store.millis(shelf.updated(row)) >= query.since();
    }

    private IntArrayList ordered(Shelf shelf, IntArrayList rows) {
        List<String> order = query.order();
        if (order.isEmpty()) {
            return rows;
        }
        Comparator<Integer> comparator = (a, b) -> 0;
        for (String by : order) {
            comparator = comparator.thenComparing(by(by, shelf));
        }
        rows.sort(comparator::compare);
        return rows;
    }

    private Comparator<Integer> by(String what, Shelf shelf) {
        return switch (what.toUpperCase(java.util.Locale.ROOT)) {
            case "OU" ->
                Comparator.comparing(row -> orgUnits.byId(store.names.text(shelf.orgUnit(row)))
                        .map(unit -> unit.path())
                        .orElse(""));
            case "DE" -> Comparator.comparing(row -> store.names.text(store.cells.dataElement(shelf.cell(row))));
            case "AOC" -> Comparator.comparing(row -> store.names.text(store.cells.attributeCombo(shelf.cell(row))));
            case "CREATED" -> Comparator.comparing(row -> store.millis(shelf.created(row)));
            default -> (a, b) -> 0;
        };
    }
}
