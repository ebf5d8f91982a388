package org.pirogue.ledger.table;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;
import org.pirogue.ledger.column.Seal;
import org.pirogue.ledger.column.TableLost;
import org.pirogue.ledger.run.Counts;
import org.pirogue.ledger.run.Counts.Count;
import org.pirogue.ledger.value.Deliveries;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The way of a table to the target: a version is claimed, written whole, and settled. What may have arrived of a version is
 * recorded before the first row is given, so that after a kill nothing of it is taken for known.
 */
public final class TableDeliveries {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final VersionTable versions;
    private final DraftTable draft;

    public TableDeliveries(JdbcTemplate jdbc, TransactionTemplate transaction, Seal seal) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.versions = new VersionTable(jdbc);
        this.draft = new DraftTable(jdbc, seal);
    }

    /** What a delivery may do with a version. */
    public sealed interface Claim {
        /** It is its own to write, until the lease ends. */
        record Mine(TableVersion version, String owner) implements Claim {}

        /** Another delivery has it. */
        record Busy() implements Claim {}

        /** It is delivered, or a newer one is due, or it waits for a person. */
        record Past() implements Claim {}
    }

    public Claim claim(String flow, long version, String owner, Duration lease) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Optional<TableVersion> found = versions.lock(flow, version);
            if (found.isEmpty() || found.get().state() != TableVersion.State.PENDING) {
                return new Claim.Past();
            }
            int taken = jdbc.update("""
                    update ledger.table_version set lease_owner = ?, lease_until = ledger.now() + ? * interval '1 second'
                    where flow = ? and version = ?
                      and (lease_until is null or lease_until <= ledger.now() or lease_owner = ?)""", owner, secs(lease), flow, version, owner);
            if (taken == 0) {
                return new Claim.Busy();
            }
            attempt(found.get());
            return new Claim.Mine(found.get(), owner);
        }));
    }

    /** What differs, and what is gone, may or may not be there from now on. */
    private void attempt(TableVersion version) {
        jdbc.update("""
                update ledger.table_row r set mark = '' where flow = ? and mark <> '' and not exists (
                    select 1 from ledger.table_draft d where d.flow = r.flow and d.run = ? and d.key = r.key)""", version.flow(), version.run());
        jdbc.update("""
                insert into ledger.table_row (flow, key, mark, label)
                select flow, key, '', label from ledger.table_draft where flow = ? and run = ?
                on conflict (flow, key) do update set mark = ''
                where table_row.mark <> (select mark from ledger.table_draft d
                    where d.flow = table_row.flow and d.run = ? and d.key = table_row.key)""", version.flow(), version.run(), version.run());
    }

    /** The whole table, each part with a longer lease. */
    public Table table(Claim.Mine mine, Duration lease) {
        return table(mine, lease, false);
    }

    /** Of the table those rows that the target does not have as they are. */
    public Table changes(Claim.Mine mine, Duration lease) {
        return table(mine, lease, true);
    }

    private Table table(Claim.Mine mine, Duration lease, boolean changed) {
        TableVersion version = mine.version();
        Iterator<List<Row>> pages = draft.pages(version.flow(), version.run(), changed);
        Iterator<Table.Part> parts = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return pages.hasNext();
            }

            @Override
            public Table.Part next() {
                longer(mine, lease);
                return new Table.Part(pages.next(), Tally.NONE, List.of());
            }
        };
        Envelope envelope = new Envelope(version.flow(), version.workspace(), version.run(), 1, Envelope.Mode.SYNC);
        return new Table(envelope, version.columns(), parts, () -> {});
    }

    private void longer(Claim.Mine mine, Duration lease) {
        int held = jdbc.update(
                """
                update ledger.table_version set lease_until = ledger.now() + ? * interval '1 second'
                where flow = ? and version = ? and lease_owner = ? and state = 'pending'""", secs(lease), mine.version().flow(), mine.version().version(), mine.owner());
        if (held == 0) {
            throw new TableLost(
                    "P611",
                    "version " + mine.version().version() + " of "
                            + mine.version().flow()
                            + " is no longer this delivery's: a newer one came, or its time was over");
        }
    }

    /** Rows that the target may still have and should not, by what a person knows them. */
    public List<String> gone(Claim.Mine mine) {
        return jdbc.queryForList(
                """
                select label from ledger.table_row r where flow = ? and not exists (select 1 from ledger.table_draft d
                    where d.flow = r.flow and d.run = ? and d.key = r.key) order by label, key""", String.class, mine.version().flow(), mine.version().run());
    }

    /** The target holds the version now. @return false where it was no longer this delivery's: nothing is changed then */
    public boolean settle(Claim.Mine mine) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            TableVersion version = mine.version();
            Optional<TableVersion> now = versions.lock(version.flow(), version.version());
            if (now.isEmpty() || now.get().state() != TableVersion.State.PENDING || !holds(mine)) {
                return false;
            }
            jdbc.update("""
                    delete from ledger.table_row r where flow = ? and not exists (select 1 from ledger.table_draft d
                        where d.flow = r.flow and d.run = ? and d.key = r.key)""", version.flow(), version.run());
            jdbc.update("""
                    update ledger.table_row r set mark = d.mark, label = d.label from ledger.table_draft d
                    where r.flow = ? and d.flow = r.flow and d.run = ? and d.key = r.key and r.mark <> d.mark""", version.flow(), version.run());
            draft.forget(version.flow(), version.run());
            versions.state(version, TableVersion.State.SETTLED);
            Counts counts = new Counts();
            counts.move(version.run(), Count.IN_FLIGHT, Count.WRITTEN, version.changed());
            counts.move(version.run(), Count.RETRACT_IN_FLIGHT, Count.DELETED, version.gone());
            counts.write(jdbc);
            return true;
        }));
    }

    private boolean holds(Claim.Mine mine) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select coalesce(lease_owner = ?, false) from ledger.table_version where flow = ? and version = ?",
                Boolean.class,
                mine.owner(),
                mine.version().flow(),
                mine.version().version()));
    }

    /** It was not written, or nobody knows: it is let go after the wait. */
    public void release(Claim.Mine mine, Duration wait) {
        jdbc.update("""
                update ledger.table_version set lease_owner = null, lease_until = ledger.now() + ? * interval '1 second'
                where flow = ? and version = ? and lease_owner = ?""", secs(wait), mine.version().flow(), mine.version().version(), mine.owner());
    }

    /** Lets go what a killed process still holds, as {@link Deliveries#abandon}. */
    public int abandon(String owners, Duration wait) {
        return jdbc.update(
                "update ledger.table_version set lease_owner = null, lease_until = ledger.now() + ? * interval '1 second'"
                        + " where state = 'pending' and starts_with(lease_owner, ?)",
                secs(wait),
                owners);
    }

    private static double secs(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
