package org.pirogue.prepare.table;

import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Column;
import org.pirogue.batch.Column.Type;
import org.pirogue.batch.Row;
import org.pirogue.prepare.Problems;

/**
 * What became of the things of a list since an earlier one, as a flow's {@code changes.yaml} says: a row for each thing and kind of
 * change, with what stood there before and what stands there now. Things are the same by the key of the list, never by a name; texts
 * are compared letter by letter, so that another spelling is a change.
 */
public final class ListChanges {
    private static final Set<String> OWN = new LinkedHashSet<>(List.of("year", "since", "change", "before", "after"));

    private final String place;
    private final List<String> show;
    private final List<Kind> kinds;

    /** When a row is written. */
    enum When {
        /** The thing stands in the first list of all. */
        FIRST,
        /** It was in no list before. */
        ADDED,
        /** It was in an older list, was not in the last one, and is again. */
        RETURNED,
        GONE,
        /** The column has another value. */
        CHANGED,
        /** The column was empty, or the thing is new, and has a value now. */
        FILLED,
        EMPTIED
    }

    /** @param tell column whose values are shown as before and after */
    record Kind(String name, When when, String column, String tell) {
        boolean holds(@Nullable Row before, @Nullable Row now, boolean stood) {
            return switch (when) {
                case FIRST -> false;
                case ADDED -> before == null && now != null && !stood;
                case RETURNED -> before == null && now != null && stood;
                case GONE -> before != null && now == null;
                case CHANGED -> before != null && now != null && !value(before).equals(value(now));
                case FILLED ->
                    now != null && value(before).isEmpty() && !value(now).isEmpty();
                case EMPTIED ->
                    before != null
                            && now != null
                            && !value(before).isEmpty()
                            && value(now).isEmpty();
            };
        }

        private String value(@Nullable Row row) {
            return row == null ? "" : row.value(column);
        }
    }

    /** One row that is to be written. @param at which of the kinds, from 0 */
    record Change(int at, String kind, String before, String after) {}

    private ListChanges(String place, List<String> show, List<Kind> kinds) {
        this.place = place;
        this.show = List.copyOf(show);
        this.kinds = List.copyOf(kinds);
    }

    /** @throws Problems P676, P660 with everything that is wrong in the file */
    public static ListChanges read(Path file) {
        return Terms.read(file, ListChanges::of);
    }

    /** @param place what the reader reads, for messages */
    public static ListChanges read(Reader reader, String place) {
        return Terms.read(reader, place, ListChanges::of);
    }

    private static ListChanges of(Terms terms) {
        List<String> show = terms.texts("show");
        show.stream()
                .filter(OWN::contains)
                .forEach(name -> terms.problem(name, "'" + name + "' is written anyway", "leave it out"));
        List<Kind> kinds = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Terms each : terms.each("changes", "change")) {
            kind(each).filter(kind -> once(each, names, kind)).ifPresent(kinds::add);
        }
        if (kinds.isEmpty()) {
            terms.problem(null, "'changes' names no change", "say what is to be told");
        }
        return new ListChanges(terms.place(), show, kinds);
    }

    private static Optional<Kind> kind(Terms terms) {
        String name = terms.needed("change", "name it: opened, renamed");
        String column = terms.text("column").orElse("");
        String tell = terms.text("tell").orElse(column);
        String word = terms.needed("when", "write first, added, returned, gone, changed, filled or emptied");
        Optional<When> when = word.isEmpty() ? Optional.empty() : terms.word(word, "when", When.class);
        boolean needs = when.filter(each -> each == When.CHANGED || each == When.FILLED || each == When.EMPTIED)
                .isPresent();
        if (needs && column.isEmpty()) {
            terms.problem(name, "'column' is missing", "name the column that is looked at");
        }
        return when.map(found -> new Kind(name, found, column, tell));
    }

    private static boolean once(Terms terms, Set<String> names, Kind kind) {
        if (!names.add(kind.name())) {
            terms.problem(kind.name(), "change '" + kind.name() + "' stands twice", "write another name");
        }
        return true;
    }

    /** @param key columns that tell things apart; @throws Problems P661 where the list has no such columns */
    public List<Column> columns(List<Column> list, List<String> key) {
        Columns known = new Columns(list, place);
        kinds.stream()
                .flatMap(kind -> List.of(kind.column(), kind.tell()).stream())
                .filter(name -> !name.isEmpty())
                .forEach(known::of);
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("year", Type.INTEGER, false, "Year of the list"));
        columns.add(new Column(
                "since", Type.DATE, false, "Day of the list that it is held against; empty for the first list"));
        columns.add(new Column("change", Type.TEXT, false, "What became of it"));
        Set<String> shown = new LinkedHashSet<>(key);
        shown.addAll(show);
        shown.forEach(name -> columns.add(known.of(name)));
        columns.add(new Column("before", Type.TEXT, false, "What stood there"));
        columns.add(new Column("after", Type.TEXT, false, "What stands there"));
        known.refuseProblems();
        return columns;
    }

    /** Which columns are shown beside the key. */
    List<String> show() {
        return show;
    }

    /** @param stood whether it is in a list that is older than the last one */
    List<Change> between(@Nullable Row before, @Nullable Row now, boolean stood) {
        List<Change> changes = new ArrayList<>();
        for (int at = 0; at < kinds.size(); at++) {
            Kind kind = kinds.get(at);
            if (kind.holds(before, now, stood)) {
                changes.add(new Change(at, kind.name(), told(kind, before), told(kind, now)));
            }
        }
        return changes;
    }

    /** Of a list that nothing comes before. */
    List<Change> first(Row now) {
        List<Change> changes = new ArrayList<>();
        for (int at = 0; at < kinds.size(); at++) {
            if (kinds.get(at).when() == When.FIRST) {
                changes.add(new Change(at, kinds.get(at).name(), "", told(kinds.get(at), now)));
            }
        }
        return changes;
    }

    private static String told(Kind kind, @Nullable Row row) {
        return row == null || kind.tell().isEmpty() ? "" : row.value(kind.tell());
    }
}
