package org.pirogue.ledger.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Row;
import org.pirogue.ledger.TestDatabase;
import org.pirogue.prepare.table.Scratch;
import org.springframework.jdbc.core.JdbcTemplate;

class ScratchTableTest {
    private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.source());
    private final ScratchTables place = new ScratchTables(jdbc);

    @Test
    void rowsOfOneKeyComeTogetherInTheirOrderAndHeapsAreApart() {
        try (Scratch scratch = place.open()) {
            Scratch.Heap heap = scratch.heap();
            Scratch.Heap other = scratch.heap();
            for (int i = 0; i < 2_500; i++) {
                heap.add("k" + i % 7, row(i));
            }
            other.add("k3", row(9_999));

            List<String> seen = new ArrayList<>();
            Scratch.Entry before = null;
            for (Iterator<Scratch.Entry> entries = heap.grouped(); entries.hasNext(); ) {
                Scratch.Entry entry = entries.next();
                if (before == null || !before.group().equals(entry.group())) {
                    assertThat(seen).doesNotContain(entry.group());
                    seen.add(entry.group());
                } else {
                    assertThat(entry.number()).isGreaterThan(before.number());
                }
                before = entry;
            }
            assertThat(seen).hasSize(7).isSorted();
            assertThat(heap.inOrder())
                    .toIterable()
                    .extracting(Scratch.Entry::number)
                    .isSorted()
                    .hasSize(2_500);
            assertThat(other.grouped()).toIterable().singleElement().satisfies(entry -> {
                assertThat(seen).contains(entry.group());
                assertThat(entry.row().value("n")).isEqualTo("9999");
            });
        }
    }

    @Test
    void rowsGetBackIntoTheOrderOfAnotherHeap() {
        try (Scratch scratch = place.open()) {
            Scratch.Heap heap = scratch.heap();
            for (long number = 3_000; number > 0; number--) {
                heap.add("", number * 10, row((int) number));
            }
            assertThat(heap.inOrder())
                    .toIterable()
                    .extracting(Scratch.Entry::number)
                    .isSorted()
                    .hasSize(3_000)
                    .startsWith(10L, 20L);
        }
    }

    @Test
    void nothingIsReadableInTheDatabaseAndAllIsGoneInTheEnd() {
        List<String> before = tables();
        try (Scratch scratch = place.open()) {
            Scratch.Heap heap = scratch.heap();
            heap.add("Canary", new Row("f:1", Map.of("name", "Canary")));
            Iterator<Scratch.Entry> half = heap.grouped();
            assertThat(half).hasNext();
            List<String> made = new ArrayList<>(tables());
            made.removeAll(before);
            assertThat(made).hasSize(1);
            jdbc.query("select content, t::text from ledger." + made.get(0) + " t", row -> {
                assertThat(new String(row.getBytes(1), StandardCharsets.ISO_8859_1))
                        .doesNotContain("Canary");
                assertThat(row.getString(2)).doesNotContain("Canary");
            });
        }
        assertThat(tables()).isEqualTo(before);
    }

    @Test
    void whatAKilledOneLeftIsDropped() {
        Scratch left = place.open();
        left.heap().add("k", row(1));
        jdbc.update("update ledger.scratch set made_at = now() - interval '2 days'");
        place.sweep();
        assertThat(tables()).isEmpty();
    }

    private List<String> tables() {
        return jdbc.queryForList(
                "select relname from pg_class where relname like 'scratch\\_%' and relkind = 'r' order by 1",
                String.class);
    }

    private static Row row(int n) {
        return new Row("f:" + n, Map.of("n", String.valueOf(n)));
    }
}
