package org.pirogue.workspace.outlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.pirogue.home.Problem;
import org.pirogue.home.StartupProblems;
import org.pirogue.ledger.postgres.DatabaseSettings;

class OutletCheckTest {

    @Test
    void whatNobodyHasSetIsFit() {
        assertThat(problems(500, 192, 10, 15, 72, 4, 16)).isEmpty();
    }

    /** A thread that reads rows would wait for a connection that another one holds, which waits for the same. */
    @Test
    void asManyOutletsAsThereAreConnectionsForAreToldAtOnce() {
        assertThat(problems(500, 192, 10, 15, 72, 6, 16)).isEmpty();
        assertThat(codes(problems(500, 192, 10, 15, 72, 7, 16))).containsExactly("P762");
        List<Problem> few = problems(500, 192, 10, 15, 72, 4, 8);
        assertThat(few.get(0).text(Locale.ENGLISH))
                .contains("pirogue.outlets.threads", "is 4", "needs 12", "pirogue.database.max-connections is 8");
        assertThat(few.get(0).text(Locale.FRENCH))
                .contains("pirogue.outlets.threads", "vaut 4", "12", "pirogue.database.max-connections vaut 8");
    }

    /** Events of no rows would be sent for ever, and without a thread nothing is told, ever. */
    @Test
    void aNumberThatWouldNeverEndOrNeverBeginIsRefusedAllAtOnce() {
        assertThat(problems(0, 0, 0, 0, 0, 0, 16)).hasSize(6).allSatisfy(each -> {
            assertThat(each.code()).isEqualTo("P105");
            assertThat(each.text(Locale.ENGLISH)).contains("pirogue.outlets.", "at least 1");
        });
    }

    @Test
    void aPartFitsIntoATopic() {
        assertThat(problems(500, 240, 10, 15, 72, 4, 16)).isEmpty();
        List<Problem> large = problems(500, 241, 10, 15, 72, 4, 16);
        assertThat(codes(large)).containsExactly("P763");
        assertThat(large.get(0).text(Locale.ENGLISH)).contains("pirogue.outlets.part-kib", "241", "at most 240");
        assertThat(large.get(0).text(Locale.FRENCH)).contains("pirogue.outlets.part-kib", "241", "au plus 240");
    }

    private static List<String> codes(List<Problem> problems) {
        return problems.stream().map(Problem::code).toList();
    }

    private static List<Problem> problems(
            int rows, int kib, int first, int longest, int giveUp, int threads, int connections) {
        StartupProblems problems = new StartupProblems();
        new OutletCheck(
                        new OutletSettings(null, rows, kib, first, longest, giveUp, threads, List.of()),
                        new DatabaseSettings(null, "pirogue", null, null, null, 0, connections))
                .check(problems);
        return problems.all();
    }
}
