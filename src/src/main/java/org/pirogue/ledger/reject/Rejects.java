package org.pirogue.ledger.reject;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What could not be taken or was refused, to be looked at. */
public final class Rejects {
    private static final int PAGE = 1_000;

    private final JdbcTemplate jdbc;

    public Rejects(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What somebody decided about a reject. */
    public record Event(Instant at, String what, String who, String reason) {}

    /**
     * Rejects that are told in one line.
     *
     * @param orgUnit null where the line is about several units
     * @param dataElement null where the line is about several elements
     * @param periods the first one, and the last one where there are several
     * @param text of one of them
     */
    public record Group(
            String code,
            @Nullable String orgUnit,
            @Nullable String dataElement,
            long count,
            List<String> periods,
            @Nullable String value,
            String text) {}

    /** What this run met, standing rejects that it met again included; target first, then by number. */
    public List<Reject> list(long run, int limit) {
        RejectFilter.Where where = RejectFilter.ofRun(run).where();
        return jdbc.query(
                "select r.* from ledger.reject r" + where.sql() + " order by r.kind desc, r.id limit ?",
                Rejects::read,
                where.values(limit));
    }

    public long count(long run) {
        return count(RejectFilter.ofRun(run));
    }

    public long count(RejectFilter filter) {
        RejectFilter.Where where = filter.where();
        Long count =
                jdbc.queryForObject("select count(*) from ledger.reject r" + where.sql(), Long.class, where.values());
        return count == null ? 0 : count;
    }

    /** A page by number. @param after the last number of the page before, 0 for the first page */
    public List<Reject> page(RejectFilter filter, long after, int limit) {
        RejectFilter.Where where = filter.where();
        return jdbc.query(
                "select r.* from ledger.reject r" + where.sql() + " and r.id > ? order by r.id limit ?",
                Rejects::read,
                where.values(after, limit));
    }

    /** All of them by number, read page by page as they are asked for. */
    public Iterator<Reject> each(RejectFilter filter) {
        return new Iterator<>() {
            private Iterator<Reject> page = page(filter, 0, PAGE).iterator();
            private long last;

            @Override
            public boolean hasNext() {
                if (!page.hasNext() && last > 0) {
                    page = page(filter, last, PAGE).iterator();
                    last = 0;
                }
                return page.hasNext();
            }

            @Override
            public Reject next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                Reject next = page.next();
                last = next.id();
                return next;
            }
        };
    }

    public Optional<Reject> find(long id) {
        return jdbc.query("select * from ledger.reject where id = ?", Rejects::read, id).stream()
                .findFirst();
    }

    /** Those that there are, by number. */
    public List<Reject> all(Collection<Long> ids) {
        return jdbc.query("select * from ledger.reject where id = any(?) order by id", Rejects::read, (Object)
                ids.toArray(Long[]::new));
    }

    /** Notes that the target's metadata forbid these values, which it has refused. */
    public void forbidden(Collection<Long> ids) {
        jdbc.update(
                "update ledger.reject set forbidden_at = ledger.now() where id = any(?) and forbidden_at is null",
                (Object) ids.toArray(Long[]::new));
    }

    /** Of these, those that the target's metadata were seen to forbid. */
    public List<Long> onceForbidden(Collection<Long> ids) {
        return jdbc.queryForList(
                "select id from ledger.reject where id = any(?) and forbidden_at is not null order by id",
                Long.class,
                (Object) ids.toArray(Long[]::new));
    }

    public List<Event> events(long id) {
        return jdbc.query(
                "select at, what, who, reason from ledger.reject_event where reject = ? order by id",
                (row, i) -> new Event(
                        row.getTimestamp(1).toInstant(), row.getString(2), row.getString(3), row.getString(4)),
                id);
    }

    /** Every reject that there was of the same cell of the same flow, newest first. */
    public List<Reject> ofSameCell(Reject reject, int limit) {
        if (reject.orgUnit() == null || reject.period() == null || reject.dataElement() == null) {
            return List.of();
        }
        return jdbc.query(
                """
                select * from ledger.reject where flow = ? and period = ? and org_unit = ? and data_element = ?
                  and category_options is not distinct from ? and attribute_options is not distinct from ?
                  and id <> ? order by id desc limit ?""",
                Rejects::read,
                reject.flow(),
                reject.period(),
                reject.orgUnit(),
                reject.dataElement(),
                reject.categoryOptions(),
                reject.attributeOptions(),
                reject.id(),
                limit);
    }

    /** Number of rejects of this run by code. */
    public Map<String, Long> byCode(long run) {
        Map<String, Long> counts = new TreeMap<>();
        RejectFilter.Where where = RejectFilter.ofRun(run).where();
        jdbc.query(
                "select r.code, count(*) from ledger.reject r" + where.sql() + " group by r.code",
                row -> {
                    counts.put(row.getString(1), row.getLong(2));
                },
                where.values());
        return counts;
    }

    /**
     * Rejects in as few lines as say the same, most values first.
     *
     * @param ofUnits codes that are about an organisation unit; all others are told by data element
     */
    public List<Group> groups(RejectFilter filter, Collection<String> ofUnits, int limit) {
        RejectFilter.Where where = filter.where();
        String[] units = ofUnits.toArray(String[]::new);
        return jdbc.query("""
                select code, unit, element, count(*) as rejects, min(period) as first, max(period) as last,
                       min(value) as value, min(text) as text
                from (select r.*, case when r.code = any(?) then r.org_unit end as unit,
                             case when r.code = any(?) then null else r.data_element end as element
                      from ledger.reject r""" + where.sql() + """
                ) g group by code, unit, element order by rejects desc, code, unit, element limit ?""", (row, i) -> group(row), first(units, units, where.values(limit)));
    }

    private static Object[] first(Object one, Object two, Object[] others) {
        Object[] all = new Object[others.length + 2];
        all[0] = one;
        all[1] = two;
        System.arraycopy(others, 0, all, 2, others.length);
        return all;
    }

    private static Group group(ResultSet row) throws SQLException {
        String first = row.getString("first");
        String last = row.getString("last");
        List<String> periods = first == null ? List.of() : first.equals(last) ? List.of(first) : List.of(first, last);
        long count = row.getLong("rejects");
        return new Group(
                row.getString("code"),
                row.getString("unit"),
                row.getString("element"),
                count,
                periods,
                count == 1 ? row.getString("value") : null,
                row.getString("text"));
    }

    /** Open rejects of the flow, newest first. */
    public List<Reject> open(String flow, int limit) {
        return jdbc.query(
                "select * from ledger.reject where flow = ? and state = 'open' order by id desc limit ?",
                Rejects::read,
                flow,
                limit);
    }

    /** Open rejects and corrections that hold, by flow; flows without any are missing. */
    public Map<String, Long> openByFlow() {
        return byFlow(
                "select flow, count(*) from ledger.reject where state = 'open' and kind <> 'warning' group by flow");
    }

    public Map<String, Long> correctionsByFlow() {
        return byFlow("select flow, count(*) from ledger.correction where state = 'active' group by flow");
    }

    private Map<String, Long> byFlow(String query) {
        Map<String, Long> counts = new TreeMap<>();
        jdbc.query(query, row -> {
            counts.put(row.getString(1), row.getLong(2));
        });
        return counts;
    }

    /** Corrections of the flow, newest first. @param states none means all */
    public List<Correction> corrections(@Nullable String flow, Set<Correction.State> states, int limit) {
        RejectFilter.Where where = new RejectFilter.Where();
        where.is("c.flow = ?", flow);
        if (!states.isEmpty()) {
            where.is("c.state = any(?)", (Object)
                    states.stream().map(Rejects::sql).toArray(String[]::new));
        }
        return jdbc.query(
                "select c.* from ledger.correction c" + where.sql() + " order by c.id desc limit ?",
                CorrectionTable::read,
                where.values(limit));
    }

    /** Corrections of several flows, newest first. */
    public List<Correction> corrections(Collection<String> flows, int limit) {
        return jdbc.query(
                "select c.* from ledger.correction c where c.flow = any(?) order by c.id desc limit ?",
                CorrectionTable::read,
                flows.toArray(String[]::new),
                limit);
    }

    static String sql(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static Reject read(ResultSet row, int number) throws SQLException {
        return new Reject(
                row.getLong("id"),
                row.getLong("run"),
                row.getString("flow"),
                Reject.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                Reject.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("code"),
                row.getString("data_set"),
                row.getString("org_unit"),
                row.getString("period"),
                row.getString("attribute_options"),
                row.getString("data_element"),
                row.getString("category_options"),
                row.getString("value"),
                row.getString("place"),
                row.getString("text"),
                row.getTimestamp("created_at").toInstant());
    }
}
