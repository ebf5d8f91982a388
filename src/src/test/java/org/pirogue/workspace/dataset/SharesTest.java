package org.pirogue.workspace.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pirogue.workspace.dataset.Publishes.row;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Column;
import org.pirogue.batch.Row;

class SharesTest {
    private static final List<Column> COLUMNS =
            List.of(Column.text("id"), Column.text("unit"), Column.text("week"), Column.text("sex"));
    private final Publishes lab = new Publishes();

    @BeforeEach
    void aPublishedDataset() {
        lab.about = new Publication.About(
                "", "", "", Map.of(), 10, 0, Map.of("N", "", "G", "N", "G1", "G", "G2", "G", "R", "N", "R1", "R"));
        lab.publish(
                COLUMNS,
                List.of(
                        row("1", "unit", "G1", "week", "2026W3", "sex", "F"),
                        row("2", "unit", "G2", "week", "2026W10", "sex", "F"),
                        row("3", "unit", "R1", "week", "2026W3", "sex", "M"),
                        row("4", "week", "2026W3", "sex", "M")));
        lab.datasets.state(lab.name, Dataset.State.PUBLISHED, "tester");
    }

    private static Share.Terms terms(UnaryOperator<Wish> wish) {
        return wish.apply(new Wish()).terms();
    }

    /** A share to change one thing of. */
    private static final class Wish {
        List<String> columns = List.of("id", "week");
        String unitColumn;
        List<String> units = List.of();
        boolean below;
        String periodColumn;
        String from;
        String to;
        String purpose = "planning";
        Instant expires;

        Share.Terms terms() {
            return new Share.Terms(
                    Share.Kind.PARTNER,
                    "pat",
                    columns,
                    unitColumn,
                    units,
                    below,
                    periodColumn,
                    from,
                    to,
                    purpose,
                    expires);
        }
    }

    private String given(Share share) {
        try {
            return Files.readString(lab.shares
                            .file(lab.shares.given(share.id()), Format.CSV)
                            .file())
                    .replace("\r\n", " ");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Share add(UnaryOperator<Wish> wish) {
        return lab.shares.add(lab.name, terms(wish), null, "tester");
    }

    private static void refused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DatasetProblem.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    @Test
    void onlyItsColumnsAreGivenAndAllRowsWhereNothingElseIsSaid() {
        assertThat(given(add(wish -> wish))).isEqualTo("id,week 1,2026W3 2,2026W10 3,2026W3 4,2026W3 ");
    }

    @Test
    void rowsOfUnitsBelowThoseThatAreNamedAreGivenAndNoneWithoutAUnit() {
        Share below = add(wish -> {
            wish.unitColumn = "unit";
            wish.units = List.of("G");
            wish.below = true;
            return wish;
        });
        assertThat(given(below)).isEqualTo("id,week 1,2026W3 2,2026W10 ");
        Share listed = add(wish -> {
            wish.unitColumn = "unit";
            wish.units = List.of("G", "R1");
            return wish;
        });
        assertThat(given(listed)).isEqualTo("id,week 3,2026W3 ");
    }

    @Test
    void weeksOfOneDigitComeBeforeThoseOfTwo() {
        Share share = add(wish -> {
            wish.periodColumn = "week";
            wish.from = "2026W9";
            wish.to = "2026W52";
            return wish;
        });
        assertThat(given(share)).isEqualTo("id,week 2,2026W10 ");
    }

    @Test
    void aUnitThatMovesLeavesTheShareWithTheNextVersion() {
        Share share = add(wish -> {
            wish.unitColumn = "unit";
            wish.units = List.of("G");
            wish.below = true;
            return wish;
        });
        lab.about = new Publication.About("", "", "", Map.of(), 10, 0, Map.of("N", "", "G", "N", "G1", "G", "G2", "N"));
        lab.publish(COLUMNS, List.of(row("1", "unit", "G1", "week", "x"), row("2", "unit", "G2", "week", "x")));
        lab.shares.follow(lab.name);
        assertThat(given(share)).isEqualTo("id,week 1,x ");
    }

    @Test
    void whatIsWithdrawnExpiredOrNotPublishedIsNotAnsweredFromThatMomentOn() {
        Share share = add(wish -> wish);
        lab.shares.withdraw(share.id(), "tester");
        refused("P752", () -> lab.shares.given(share.id()));
        assertThat(lab.shares.live(share.id()).getAsBoolean()).isFalse();

        Share short1 = add(wish -> {
            wish.expires = Instant.now().plusSeconds(3600);
            return wish;
        });
        lab.jdbc.update("update workspace.share set expires_at = now() where share = ?", short1.id());
        refused("P752", () -> lab.shares.given(short1.id()));

        Share third = add(wish -> wish);
        lab.datasets.state(lab.name, Dataset.State.WITHDRAWN, "tester");
        refused("P752", () -> lab.shares.given(third.id()));
        refused("P753", () -> add(wish -> wish));
    }

    @Test
    void allThatIsWrongWithAWishIsToldAtOnce() {
        assertThatThrownBy(() -> add(wish -> {
                    wish.columns = List.of("id", "name");
                    wish.unitColumn = "place";
                    wish.units = List.of("X");
                    wish.below = true;
                    wish.purpose = " ";
                    wish.expires = Instant.parse("2020-01-01T00:00:00Z");
                    return wish;
                }))
                .hasMessageContaining("'name'")
                .hasMessageContaining("'place'")
                .hasMessageContaining("no 'X'")
                .hasMessageContaining("for what")
                .hasMessageContaining("expired");
    }

    @Test
    void aVersionThatWouldTakeAPromisedColumnAwayIsRefusedUntilTheShareIsRenewed() {
        Share share = add(wish -> wish);
        List<Column> fewer = List.of(Column.text("id"), Column.text("unit"));
        refused("P745", () -> lab.publish(fewer, List.of(row("1", "unit", "G1"))));
        List<Column> others =
                List.of(Column.text("id"), Column.text("unit"), new Column("week", Column.Type.INTEGER, false, ""));
        refused("P745", () -> lab.publish(others, List.of(row("1", "unit", "G1"))));

        lab.shares.renew(share.id(), List.of("id"), null);
        assertThat(lab.publish(fewer, List.of(row("1", "unit", "G1")))).isPresent();
        lab.shares.follow(lab.name);
        assertThat(given(share)).isEqualTo("id 1 ");
    }

    @Test
    void aPromisedVersionIsKeptAndGivenHoweverManyComeAfterIt() {
        lab.about = new Publication.About("", "", "", Map.of(), 1, 0, Map.of());
        Share share = lab.shares.add(lab.name, terms(wish -> wish), 1L, "tester");
        for (int i = 0; i < 3; i++) {
            lab.publish(COLUMNS, List.of(row("n" + i, "week", "2026W1")));
            lab.shares.follow(lab.name);
        }
        assertThat(given(share)).startsWith("id,week 1,2026W3 ");
        lab.shares.withdraw(share.id(), "tester");
        lab.retention.sweep();
        assertThat(lab.datasets.version(lab.name, 1L).droppedAt()).isNotNull();
    }

    @Test
    void casesThatWereNotAnonymisedAreNotShared() {
        lab.lineage = ((ObjectNode) lab.lineage.deepCopy()).put("cases", true).put("anonymised", false);
        lab.publish(COLUMNS, List.of(row("9", "week", "x")));
        refused("P753", () -> add(wish -> wish));
    }

    /** Each version by itself has two of a kind; it is the difference that would tell. */
    @Test
    void aVersionThatWouldSingleSomebodyOutBesideTheFormerOneIsNotGiven() {
        ObjectNode lineage = lab.lineage.deepCopy();
        lineage.put("cases", true).put("anonymised", true);
        ObjectNode anonymity = lineage.putObject("anonymity").put("k", 2).put("person", "id");
        anonymity.putArray("quasiIdentifiers").add("sex").add("unit");
        lab.lineage = lineage;
        List<Row> rows = new ArrayList<>(List.of(
                row("a", "unit", "G", "sex", "F"),
                row("b", "unit", "G", "sex", "F"),
                row("c", "unit", "R", "sex", "M"),
                row("d", "unit", "R", "sex", "M")));
        lab.publish(COLUMNS, rows);
        Share share = add(wish -> {
            wish.columns = List.of("unit", "sex");
            return wish;
        });
        long first = lab.shares.given(share.id()).version().version();

        rows.add(row("e", "unit", "G", "sex", "F"));
        lab.publish(COLUMNS, rows);
        lab.shares.follow(lab.name);
        assertThat(lab.shares.given(share.id()).version().version()).isEqualTo(first);

        rows.add(row("f", "unit", "G", "sex", "F"));
        long third = lab.publish(COLUMNS, rows).orElseThrow().version();
        lab.shares.follow(lab.name);
        assertThat(lab.shares.given(share.id()).version().version()).isEqualTo(third);

        // One of four is told more exactly than before: whoever has both knows which one.
        rows.set(0, row("a", "unit", "G1", "sex", "F"));
        rows.add(row("g", "unit", "G1", "sex", "F"));
        rows.add(row("h", "unit", "G1", "sex", "F"));
        lab.publish(COLUMNS, rows);
        lab.shares.follow(lab.name);
        assertThat(lab.shares.given(share.id()).version().version()).isEqualTo(third);
        // The same recipient by another share: it has the former one all the same.
        Share other = add(wish -> {
            wish.columns = List.of("unit", "sex");
            return wish;
        });
        refused("P752", () -> lab.shares.given(other.id()));
    }

    /** Whoever was given the version before, by whatever share: a promise is no way around. */
    @Test
    void aPromisedVersionThatWouldSingleSomebodyOutIsRefused() {
        ObjectNode lineage = lab.lineage.deepCopy();
        ObjectNode anonymity = lineage.putObject("anonymity").put("k", 2).put("person", "id");
        anonymity.putArray("quasiIdentifiers").add("sex");
        lab.lineage = lineage;
        lab.publish(COLUMNS, List.of(row("a", "sex", "F"), row("b", "sex", "F")));
        UnaryOperator<Wish> sex = wish -> {
            wish.columns = List.of("sex");
            return wish;
        };
        add(sex);
        long second = lab.publish(COLUMNS, List.of(row("a", "sex", "F"), row("b", "sex", "F"), row("c", "sex", "F")))
                .orElseThrow()
                .version();

        refused("P755", () -> lab.shares.add(lab.name, terms(sex), second, "tester"));
        assertThat(lab.shares.list())
                .filteredOn(share -> share.dataset().equals(lab.name))
                .hasSize(1);
    }

    private static final List<Column> COUNTS = List.of(
            Column.text("id"),
            new Column("cases", Column.Type.INTEGER, false, ""),
            new Column("rate", Column.Type.NUMBER, false, ""));

    private Share shareOfCounts(String... columns) {
        ObjectNode lineage = lab.lineage.deepCopy();
        lineage.putObject("smallCells").put("least", 5).putArray("columns").add("cases");
        lab.lineage = lineage;
        lab.publish(COUNTS, List.of(row("G", "cases", "10", "rate", "0.1"), row("R", "cases", "0"), row("K")));
        return add(wish -> {
            wish.columns = List.of(columns);
            return wish;
        });
    }

    private long given(Share share, List<Row> rows) {
        lab.publish(COUNTS, rows);
        lab.shares.follow(lab.name);
        return lab.shares.given(share.id()).version().version();
    }

    @Test
    void aVersionWithASmallCountIsNotGiven() {
        Share share = shareOfCounts("id", "cases");
        long first = lab.shares.given(share.id()).version().version();

        assertThat(given(share, List.of(row("G", "cases", "10"), row("R", "cases", "4"))))
                .isEqualTo(first);
        assertThat(lab.shares.get(share.id()).waiting())
                .satisfies(waiting -> assertThat(waiting.groups()).isEqualTo(1))
                .satisfies(waiting -> assertThat(waiting.persons()).isEqualTo(5));
        assertThat(given(share, List.of(row("G", "cases", "10"), row("R", "cases", "5"))))
                .isEqualTo(first + 2);
    }

    @Test
    void aFirstVersionWithASmallCountIsNotGivenEither() {
        shareOfCounts("id", "cases");
        lab.publish(COUNTS, List.of(row("G", "cases", "1")));
        refused(
                "P752",
                () -> lab.shares.given(add(wish -> {
                            wish.columns = List.of("id", "cases");
                            return wish;
                        })
                        .id()));
    }

    /** Ten yesterday and twelve today: those two are known to whoever has both. */
    @Test
    void aCountThatChangedByLittleIsNotGivenBesideTheFormerOne() {
        Share share = shareOfCounts("id", "cases");
        long first = lab.shares.given(share.id()).version().version();

        assertThat(given(share, List.of(row("G", "cases", "12")))).isEqualTo(first);
        assertThat(given(share, List.of(row("G", "cases", "8")))).isEqualTo(first);
        assertThat(given(share, List.of(row("G", "cases", "15")))).isEqualTo(first + 3);
        assertThat(given(share, List.of(row("G", "cases", "15"), row("R", "cases", "7"))))
                .isEqualTo(first + 4);
    }

    @Test
    void countsThatARecipientDoesNotSeeHoldNothingBackUntilTheyAreAskedFor() {
        Share share = shareOfCounts("id", "rate");
        long second = given(share, List.of(row("G", "cases", "1", "rate", "0.2")));
        assertThat(second).isEqualTo(lab.datasets.version(lab.name, null).version());

        refused("P755", () -> lab.shares.renew(share.id(), List.of("id", "cases"), null));
        assertThat(lab.shares.get(share.id()).terms().columns()).containsExactly("id", "rate");
    }

    @Test
    void aRuleForAColumnThatIsNoneIsRefused() {
        ObjectNode lineage = lab.lineage.deepCopy();
        lineage.putObject("smallCells")
                .put("least", 5)
                .putArray("columns")
                .add("cases")
                .add("id")
                .add("deaths");
        lab.lineage = lineage;
        assertThatThrownBy(() -> lab.publish(COUNTS, List.of(row("G", "cases", "10"))))
                .isInstanceOfSatisfying(
                        DatasetProblem.class, e -> assertThat(e.code()).isEqualTo("P771"))
                .hasMessageContaining("[id, deaths]");
    }
}
