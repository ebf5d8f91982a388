package org.pirogue.ledger.value;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What waits because its target is locked or approved, to be looked at. */
public final class Holds {
    private final JdbcTemplate jdbc;

    public Holds(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param values in flight in held slices
     * @param code of the longest held; {@code text}: the target's sentence
     */
    public record Held(
            long slices,
            long values,
            @Nullable String code,
            @Nullable String text) {}

    public Held of(String flow) {
        return jdbc.queryForObject(
                """
                select count(*), coalesce(sum(in_flight_desired + in_flight_retracted), 0),
                       (array_agg(held_code order by pending_since))[1], (array_agg(held_text order by pending_since))[1]
                from ledger.slice where flow = ? and held_until is not null and pending_since is not null""", (row, i) -> new Held(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4)), flow);
    }
}
