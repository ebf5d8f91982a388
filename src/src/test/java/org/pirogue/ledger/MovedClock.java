package org.pirogue.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A clock that goes as the machine's does, and is set forward by a test; and the ledger's clock with it. */
public final class MovedClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    /** @param ahead of the machine's clock, in all */
    public void set(Duration ahead, DataSource ledger) {
        this.ahead = ahead;
        move(ledger, ahead);
    }

    /** Moves the clock of one database: only who may define its functions can. */
    public static void move(DataSource ledger, Duration ahead) {
        new JdbcTemplate(ledger).execute("""
                create or replace function ledger.now() returns timestamptz language sql stable parallel safe
                return pg_catalog.now() + interval '%d seconds'""".formatted(ahead.toSeconds()));
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
