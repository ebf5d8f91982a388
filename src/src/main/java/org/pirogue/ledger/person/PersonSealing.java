package org.pirogue.ledger.person;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.column.PersonSeal;
import org.pirogue.ledger.column.TableLost;
import org.pirogue.ledger.object.ObjectTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Closes with the newest key what was written in clear, or with a former one: a page at a time, so that runs go on meanwhile. */
public final class PersonSealing {
    private static final Logger LOG = LoggerFactory.getLogger(PersonSealing.class);
    private static final int PAGE = 1_000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final PersonSeal seal;

    public PersonSealing(JdbcTemplate jdbc, TransactionTemplate transaction, PersonSeal seal) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.seal = seal;
    }

    /** A column with something of persons. @param first by which its row is named, with {@code second}. @param belongs of both */
    private record Place(
            String table, String column, String first, String second, BiFunction<String, String, String> belongs) {
        String names() {
            return first + "::text, " + second + "::text";
        }
    }

    private static final String KIND = ObjectKind.TRACKED_ENTITY.label();
    private static final List<Place> PLACES = List.of(
            new Place("kept_case", "record", "flow", "enrollment", KeptCases::belongs),
            object("content"),
            object("withheld_content"),
            new Place("erasure_notice", "sealed", "erasure", "share", Erasures::belongs));

    private static Place object(String column) {
        return new Place("object", column, "flow", "key", (flow, key) -> ObjectTable.belongs(flow, KIND, key, column));
    }

    private record Kept(String first, String second, String text) {}

    /** @param last the name of its last row. @param lost rows that no key opens: they stay as they are */
    private record Page(int seen, int lost, Kept last) {}

    /** At the start: what lies in clear since before there was a seal. Afterwards the database itself vouches for it. */
    public void begin() {
        List<String> open = jdbc.queryForList("""
                select conrelid::regclass || ' validate constraint ' || conname from pg_constraint
                where not convalidated and conname in
                    ('kept_case_sealed', 'object_content_sealed', 'object_withheld_content_sealed')""", String.class);
        if (!open.isEmpty()) {
            again();
            open.forEach(each -> jdbc.execute("alter table " + each));
        }
    }

    /** @return how many were closed anew */
    public int again() {
        int all = PLACES.stream().mapToInt(this::again).sum();
        if (all > 0) {
            LOG.info("{} records about persons were encrypted with the newest key of secrets/{}", all, PersonSeal.FILE);
        }
        return all;
    }

    private int again(Place place) {
        // Without anybody no key is asked for, and none is made.
        if (jdbc.queryForList(
                        "select 1 from ledger." + place.table() + " where " + place.column() + " is not null limit 1")
                .isEmpty()) {
            return 0;
        }
        int all = 0;
        int lost = 0;
        Page page = new Page(PAGE, 0, new Kept("", "", ""));
        while (page.seen() == PAGE) {
            Kept after = page.last();
            page = Objects.requireNonNull(transaction.execute(status -> page(place, after)));
            all += page.seen() - page.lost();
            lost += page.lost();
        }
        if (lost > 0) {
            LOG.warn(
                    "P770 {} records about persons in {} open with none of the keys of secrets/{}: they stay as they are",
                    lost,
                    place.table(),
                    PersonSeal.FILE);
        }
        return all;
    }

    private Page page(Place place, Kept after) {
        List<Kept> some = jdbc.query(
                "select " + place.names() + ", " + place.column() + " from ledger." + place.table() + " where "
                        + place.column() + " is not null and not starts_with(" + place.column() + ", ?) and ("
                        + place.names() + ") > (?, ?) order by " + place.names() + " limit ? for update",
                (found, i) -> new Kept(found.getString(1), found.getString(2), found.getString(3)),
                seal.newest(),
                after.first(),
                after.second(),
                PAGE);
        List<Kept> anew = new ArrayList<>();
        some.forEach(each -> anew(place, each).ifPresent(anew::add));
        jdbc.batchUpdate(
                "update ledger." + place.table() + " set " + place.column() + " = ? where " + place.first()
                        + "::text = ? and " + place.second() + "::text = ? and " + place.column() + " is not null",
                anew,
                PAGE,
                (statement, each) -> {
                    statement.setString(1, each.text());
                    statement.setString(2, each.first());
                    statement.setString(3, each.second());
                });
        return new Page(some.size(), some.size() - anew.size(), some.isEmpty() ? after : some.get(some.size() - 1));
    }

    /** Closed with the newest key; none where it was changed or moved, or its key is gone: that it is told when it is read. */
    private Optional<Kept> anew(Place place, Kept kept) {
        String belongs = place.belongs().apply(kept.first(), kept.second());
        try {
            return Optional.of(
                    new Kept(kept.first(), kept.second(), seal.close(seal.open(kept.text(), belongs), belongs)));
        } catch (TableLost lost) {
            return Optional.empty();
        }
    }
}
