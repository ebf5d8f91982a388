package org.pirogue.ledger.run;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Scope;
import org.springframework.jdbc.core.JdbcTemplate;

/** The planned chunks of runs, and which of them were handed over. */
public final class ChunkTable {
    private final JdbcTemplate jdbc;

    public ChunkTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void add(long run, List<Scope> scopes) {
        jdbc.batchUpdate(
                "insert into ledger.chunk (run, chunk, period, org_units) values (?, ?, ?, ?)",
                IntStream.range(0, scopes.size()).boxed().toList(),
                500,
                (statement, index) -> bind(statement, run, index + 1, scopes.get(index)));
    }

    /** @return false where this chunk was handed over before */
    public boolean finish(long run, int chunk, Scope scope) {
        int finished = jdbc.update(connection -> {
            PreparedStatement statement = connection.prepareStatement("""
                    update ledger.chunk set state = 'done'
                    where run = ? and chunk = ? and period = ? and org_units = ? and state = 'pending'""");
            bind(statement, run, chunk, scope);
            return statement;
        });
        if (finished == 0) {
            mustBeDone(run, chunk);
        }
        return finished > 0;
    }

    private void mustBeDone(long run, int chunk) {
        List<String> state = jdbc.queryForList(
                "select state from ledger.chunk where run = ? and chunk = ?", String.class, run, chunk);
        if (!state.equals(List.of("done"))) {
            throw new IllegalArgumentException(
                    "run " + run + " has no chunk " + chunk + " with the scope of this batch");
        }
    }

    private static void bind(PreparedStatement statement, long run, int chunk, Scope scope) throws SQLException {
        statement.setLong(1, run);
        statement.setInt(2, chunk);
        statement.setString(3, scope.period());
        statement.setArray(
                4,
                statement.getConnection().createArrayOf("text", scope.orgUnits().toArray()));
    }

    Iterator<Chunk> pending(long run) {
        return new Iterator<>() {
            private int last = 0;
            private @Nullable Chunk ahead;

            @Override
            public boolean hasNext() {
                if (ahead == null) {
                    ahead = after(run, last);
                }
                return ahead != null;
            }

            @Override
            public Chunk next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                Chunk chunk = Objects.requireNonNull(ahead);
                last = chunk.number();
                ahead = null;
                return chunk;
            }
        };
    }

    private @Nullable Chunk after(long run, int number) {
        List<Chunk> chunks = jdbc.query(
                """
                select chunk, period, org_units from ledger.chunk
                where run = ? and chunk > ? and state = 'pending'
                  and run in (select run from ledger.run where state = 'collecting') order by chunk limit 1""",
                (row, i) -> {
                    String[] orgUnits = (String[]) row.getArray("org_units").getArray();
                    Scope scope = new Scope(row.getString("period"), new TreeSet<>(Arrays.asList(orgUnits)));
                    return new Chunk(run, row.getInt("chunk"), scope);
                },
                run,
                number);
        return chunks.isEmpty() ? null : chunks.get(0);
    }
}
