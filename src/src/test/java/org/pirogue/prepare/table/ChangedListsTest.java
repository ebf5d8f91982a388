package org.pirogue.prepare.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Column;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;

class ChangedListsTest {
    private static final ListChanges RULES = ListChanges.read(new StringReader("""
            show: [name]
            changes:
              - {change: first list, when: first, tell: name}
              - {change: opened, when: added, tell: opened}
              - {change: returned, when: returned, tell: name}
              - {change: removed, when: gone, tell: name}
              - {change: closed, when: filled, column: closed}
              - {change: reopened, when: emptied, column: closed}
              - {change: renamed, when: changed, column: name}
              - {change: moved, when: changed, column: parent_uid, tell: parent}
            """), "changes.yaml");

    private static final Supplier<Table> OLDEST = list(unit("u7", "Zolepa", "p1", ""), unit("u1", "Kavira", "p1", ""));
    private static final Supplier<Table> BEFORE = list(
            unit("u1", "Kavira", "p1", ""),
            unit("u2", "Kavira", "p2", ""),
            unit("u3", "Rihoza", "p1", ""),
            unit("u4", "Sovuka", "p1", "2020-01-01"));
    private static final Supplier<Table> NOW = list(
            unit("u4", "Sovuka", "p1", ""),
            unit("u1", "Kavíra", "p2", "2026-08-15"),
            unit("u2", "Kavira", "p2", ""),
            unit("u5", "Kavira", "p1", "2026-09-01"),
            unit("u7", "Zolepa", "p1", ""));

    @Test
    void theFirstListIsToldAsSuchAndNothingElseOfIt() {
        assertThat(changes(new ChangedLists.Year(2025, null, null, BEFORE, List.of())))
                .containsExactly(
                        "2025 - first list u1 Kavira: -> Kavira",
                        "2025 - first list u2 Kavira: -> Kavira",
                        "2025 - first list u3 Rihoza: -> Rihoza",
                        "2025 - first list u4 Sovuka: -> Sovuka");
    }

    @Test
    void whatChangedIsToldOnceForEachUnitAndKind() {
        LocalDate since = LocalDate.of(2025, 1, 5);
        assertThat(changes(new ChangedLists.Year(2026, since, BEFORE, NOW, List.of(OLDEST))))
                .containsExactly(
                        "2026 2025-01-05 removed u3 Rihoza: Rihoza->",
                        "2026 2025-01-05 reopened u4 Sovuka: 2020-01-01->",
                        "2026 2025-01-05 closed u1 Kavíra: -> 2026-08-15",
                        "2026 2025-01-05 renamed u1 Kavíra: Kavira-> Kavíra",
                        "2026 2025-01-05 moved u1 Kavíra: district p1-> district p2",
                        "2026 2025-01-05 opened u5 Kavira: -> 2010-01-01",
                        "2026 2025-01-05 closed u5 Kavira: -> 2026-09-01",
                        "2026 2025-01-05 returned u7 Zolepa: -> Zolepa");
    }

    @Test
    void aParentThatIsOnlyRenamedMovesNobody() {
        Supplier<Table> renamed = list(
                new Row("u1", Map.of("uid", "u1", "name", "Kavira", "parent_uid", "p1", "parent", "another name")));
        Supplier<Table> before = list(unit("u1", "Kavira", "p1", ""));
        assertThat(changes(new ChangedLists.Year(2026, LocalDate.EPOCH, before, renamed, List.of())))
                .isEmpty();
    }

    private static List<String> changes(ChangedLists.Year year) {
        ChangedLists lists = new ChangedLists(RULES, List.of("uid"), List.of(year), MemoryScratch::new);
        List<String> told = new ArrayList<>();
        lists.forEachRemaining(part -> {
            assertThat(part.tally().used()).isEqualTo(part.rows().size());
            part.rows().forEach(row -> told.add(said(row)));
        });
        lists.close();
        return told;
    }

    private static String said(Row row) {
        String since = row.value("since").isEmpty() ? "-" : row.value("since");
        String words = List.of("year", "change", "uid", "name").stream()
                .map(row::value)
                .collect(Collectors.joining(" "))
                .replaceFirst(" ", " " + since + " ");
        String after = row.value("after").isEmpty() ? "" : " " + row.value("after");
        return words + ": " + row.value("before") + "->" + after;
    }

    private static Row unit(String uid, String name, String parent, String closed) {
        Map<String, String> values = new java.util.HashMap<>(Map.of(
                "uid",
                uid,
                "name",
                name,
                "parent_uid",
                parent,
                "parent",
                "district " + parent,
                "opened",
                "2010-01-01"));
        if (!closed.isEmpty()) {
            values.put("closed", closed);
        }
        return new Row(uid, values);
    }

    private static Supplier<Table> list(Row... rows) {
        return () -> {
            Iterator<Table.Part> parts = List.of(new Table.Part(List.of(rows), Tally.NONE, List.of()))
                    .iterator();
            Envelope envelope = new Envelope("flow", "test", 1, 1, Envelope.Mode.SYNC);
            return new Table(envelope, List.of(Column.text("uid")), parts, () -> {});
        };
    }
}
