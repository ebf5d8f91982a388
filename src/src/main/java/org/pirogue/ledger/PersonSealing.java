package org.pirogue.ledger;

import java.util.List;
import java.util.function.BiFunction;
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

    PersonSealing(JdbcTemplate jdbc, TransactionTemplate transaction, PersonSeal seal) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.seal = seal;
    }

    /** A column with something of persons. @param belongs of its row's two names */
    private record Place(String table, String column, String key, BiFunction<String, String, String> belongs) {}

    private static final String KIND = ObjectKind.TRACKED_ENTITY.label();
    private static final List<Place> PLACES = List.of(
            new Place("kept_case", "record", "enrollment", KeptCases::belongs),
            object("content"),
            object("withheld_content"));

    private static Place object(String column) {
        return new Place("object", column, "key", (flow, key) -> ObjectTable.belongs(flow, KIND, key, column));
    }

    private record Kept(String flow, String key, String text) {}

    /** At the start: what lies in clear since before there was a seal. Afterwards the database itself vouches for it. */
    void begin() {
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
        int page;
        do {
            Integer done = transaction.execute(status -> page(place));
            page = done == null ? 0 : done;
            all += page;
        } while (page == PAGE);
        return all;
    }

    private int page(Place place) {
        String row = place.table() + " where " + place.column();
        List<Kept> some = jdbc.query(
                "select flow, " + place.key() + ", " + place.column() + " from ledger." + row
                        + " is not null and not starts_with(" + place.column() + ", ?) order by flow, " + place.key()
                        + " limit ? for update",
                (found, i) -> new Kept(found.getString(1), found.getString(2), found.getString(3)),
                seal.newest(),
                PAGE);
        jdbc.batchUpdate(
                "update ledger." + place.table() + " set " + place.column() + " = ? where flow = ? and " + place.key()
                        + " = ? and " + place.column() + " is not null",
                some,
                PAGE,
                (statement, each) -> {
                    String belongs = place.belongs().apply(each.flow(), each.key());
                    statement.setString(1, seal.close(seal.open(each.text(), belongs), belongs));
                    statement.setString(2, each.flow());
                    statement.setString(3, each.key());
                });
        return some.size();
    }
}
