package org.pirogue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClientCommandsTest {
    @TempDir
    Path checkout;

    private FakePirogue server;
    private CommandLineFixture pirogue;

    @BeforeEach
    void aRunningPirogue() {
        server = new FakePirogue().in(checkout.resolve("data/atlantis"));
        pirogue = new CommandLineFixture(checkout);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void statusShowsConnectionsAndFlows() {
        assertThat(pirogue.call("status")).isEqualTo(Exit.OK);
        assertThat(pirogue.out())
                .contains("Pirogue of atlantis: ready")
                .contains("no: P302 wrong password")
                .containsPattern("alpha +hmis +0 0 2 \\* \\* \\? +41 done +yes +12 +0");
    }

    @Test
    void statusIsOneJsonDocument() throws Exception {
        assertThat(pirogue.call("status", "--json")).isEqualTo(Exit.OK);
        assertThat(new ObjectMapper()
                        .readTree(pirogue.out())
                        .path("flows")
                        .get(0)
                        .path("queue")
                        .path("depth")
                        .asInt())
                .isEqualTo(12);
        assertThat(pirogue.out().lines()).hasSize(1);
    }

    @Test
    void syncAsksWithPeriodsAndDoesNotWait() {
        assertThat(pirogue.call("sync", "alpha", "--from", "202401", "--to", "202412", "--full"))
                .isEqualTo(Exit.OK);
        assertThat(server.asked)
                .containsExactly(
                        "POST /api/flows/alpha/runs {\"from\":\"202401\",\"to\":\"202412\",\"full\":true,\"mode\":\"SYNC\"}");
        assertThat(pirogue.out()).contains("Run 1 of alpha is asked for");
    }

    @Test
    void syncWaitsForTheEndAndShowsTheTable() {
        assertThat(pirogue.call("sync", "alpha", "--wait")).isEqualTo(Exit.OK);
        assertThat(pirogue.out()).containsPattern("alpha +done +1,204 +290 +2 +7 +0 +0 +1\\.5 +yes");
        assertThat(pirogue.err()).contains("alpha: collecting, part 1 of 3, 1,204 read", "alpha: delivering");
    }

    @Test
    void theTableIsFrenchForTheFrench() {
        pirogue.call("sync", "alpha", "--wait", "--lang", "fr");
        assertThat(pirogue.out()).contains("équilibrée").containsPattern("alpha +faite +1\u202f204 .* 1,5 +oui");
        assertThat(pirogue.err()).contains("alpha : collecte, partie 1 sur 3");
    }

    @Test
    void aFailedRunIsToldWithItsCodeAndFails() {
        assertThat(pirogue.call("sync", "sinking", "--wait")).isEqualTo(Exit.FAILED);
        assertThat(pirogue.err()).contains("P301 connection 'tracker' cannot be reached");
    }

    @Test
    void aPartialRunFailsAndSaysWhereTheReasonsAre() {
        assertThat(pirogue.call("sync", "refusing", "--wait")).isEqualTo(Exit.FAILED);
        assertThat(pirogue.err()).contains("3 values of refusing were refused. Why: ./pirogue rejects 1");
    }

    @Test
    void whatPirogueRefusesIsToldInItsOwnWords() {
        assertThat(pirogue.call("sync", "malria")).isEqualTo(Exit.FAILED);
        assertThat(pirogue.err()).isEqualToIgnoringNewLines("P551 flow 'malria' not found · did you mean malaria?");
    }

    @Test
    void thatNothingWaitsIsNotToldOfAFlowThatIsNotThere() {
        assertThat(pirogue.call("rejects", "malria")).isEqualTo(Exit.FAILED);
        assertThat(pirogue.err()).isEqualToIgnoringNewLines("P551 flow 'malria' not found · did you mean malaria?");
        assertThat(pirogue.out()).isEmpty();
    }

    @Test
    void planShowsWhatWouldBeSent() {
        assertThat(pirogue.call("plan", "alpha")).isEqualTo(Exit.OK);
        assertThat(server.asked.get(0)).contains("\"mode\":\"PLAN\"");
        assertThat(pirogue.out()).isEqualToNormalizingNewlines("""
                        Kinama (BDI_1)  202401
                          Malaria (MAL) U5: (nothing) → 5
                          MAL O5: 2 → 3
                          DEATH: 1 → deleted
                        """);
        assertThat(pirogue.err())
                .contains("1 slices would change: 1 values new, 1 changed, 1 deleted. Nothing was sent.");
    }

    @Test
    void planKeepsTheScreenShortAndTheSheetWhole() throws Exception {
        Path sheet = checkout.resolve("plan.csv");
        assertThat(pirogue.call("plan", "alpha", "--limit", "1", "--csv", sheet.toString()))
                .isEqualTo(Exit.OK);
        assertThat(pirogue.out()).contains("U5").doesNotContain("O5");
        assertThat(pirogue.err()).contains("and 2 more", "3 changes are in " + sheet);
        assertThat(Files.readAllLines(sheet))
                .containsExactly(
                        "data_set,period,org_unit,org_unit_name,data_element,data_element_name,category_options,"
                                + "attribute_options,change,before,after",
                        "MAL_M,202401,BDI_1,Kinama,MAL,Malaria,U5,,new,,5",
                        "MAL_M,202401,BDI_1,Kinama,MAL,,O5,,changed,2,3",
                        "MAL_M,202401,BDI_1,Kinama,DEATH,,,,deleted,1,");
    }

    @Test
    void planIsOneJsonDocument() throws Exception {
        assertThat(pirogue.call("plan", "alpha", "--json", "--lang", "fr")).isEqualTo(Exit.OK);
        assertThat(new ObjectMapper().readTree(pirogue.out()).get(0).path("changes"))
                .hasSize(3);
        assertThat(pirogue.err()).contains("1 tranches changeraient", "Rien n’a été envoyé");
    }

    @Test
    void cancelTakesARunBack() {
        assertThat(pirogue.call("cancel", "41")).isEqualTo(Exit.OK);
        assertThat(server.asked).containsExactly("POST /api/runs/41/cancel");
        assertThat(pirogue.out()).contains("Run 41 of alpha is cancelled. The 3 of 3 parts");
    }

    @Test
    void rejectsOfARunAreToldInFewLinesWithWhatToDo() {
        assertThat(pirogue.call("rejects", "41")).isEqualTo(Exit.OK);
        assertThat(server.asked).contains("GET /api/rejects/summary?lang=en&run=41&state=all");
        assertThat(pirogue.out().lines())
                .containsExactly(
                        "3 of 1,204 values were refused or held back (run 41, alpha)",
                        "  E8022  Kinama is not assigned · 2 values of 2026-01 · ask the administrator: ./pirogue rejects"
                                + " replay --run 41 --org-unit BDI_0417 --code E8022",
                        "  P405  Deaths is no whole number · 1 value of 2026W5 · \u201c2.5\u201d · correct it");
    }

    @Test
    void rejectsOfAFlowAreThoseThatAreOpen() {
        assertThat(pirogue.call("rejects", "alpha", "--district", "BDI_04", "--lang", "fr"))
                .isEqualTo(Exit.OK);
        assertThat(server.asked).contains("GET /api/rejects/summary?lang=fr&flow=alpha&orgUnit=BDI_04");
        assertThat(pirogue.out()).startsWith("3 rejets de alpha attendent");
    }

    @Test
    void rejectsAreShownOneByOneWithTheirNumbers() {
        assertThat(pirogue.call("rejects", "alpha", "--each")).isEqualTo(Exit.OK);
        assertThat(pirogue.out())
                .isEqualToIgnoringNewLines(
                        "7  E8122  BDI_1 202401 MAL_DEATH = 2.5 · a whole number is expected · row 7");
        assertThat(pirogue.call("rejects")).isEqualTo(Exit.USAGE);
    }

    @Test
    void oneRejectIsShownWithWhatToEditWhere() {
        assertThat(pirogue.call("rejects", "show", "7")).isEqualTo(Exit.OK);
        assertThat(pirogue.out())
                .contains("7  E8122  MAL_DEATH is no whole number", "Where: Kinama (BDI_1), 2024-01", "Value: 2.5")
                .contains("alpha/mapping.csv, line 7: A,B", "    MAL_DEATH,,,", "    MAL_DEATH,,-,")
                .contains("2026-01-03 03:04  dismissed by amina: known");
    }

    @Test
    void theTableGoesIntoAFile() throws Exception {
        Path table = checkout.resolve("rejects.csv");
        assertThat(pirogue.call("rejects", "alpha", "--csv", table.toString(), "--separator", ";"))
                .isEqualTo(Exit.OK);
        assertThat(Files.readString(table)).contains("Kinama,2.5");
        assertThat(server.asked.get(0)).contains("flow=alpha", "separator=%3B", "bom=true");
    }

    @Test
    void rejectsAreReplayedByNumberOrByFilterOnceTheirNumberIsSaid() {
        assertThat(pirogue.call("rejects", "replay", "7")).isEqualTo(Exit.OK);
        assertThat(pirogue.out()).contains("1 of 1 rejects go again");
        assertThat(pirogue.call("rejects", "replay", "--run", "41")).isEqualTo(Exit.USAGE);
        assertThat(pirogue.err()).contains("--expect 1");
        assertThat(pirogue.call("rejects", "replay", "--run", "41", "--expect", "1"))
                .isEqualTo(Exit.OK);
        assertThat(pirogue.call("rejects", "dismiss", "--run", "41", "--expect", "2", "--reason", "known"))
                .isEqualTo(Exit.FAILED);
        assertThat(pirogue.err()).contains("P486 1 rejects match, not 2");
        assertThat(pirogue.call("rejects", "replay")).isEqualTo(Exit.USAGE);
    }

    @Test
    void aValueIsCorrectedWithAReason() {
        assertThat(pirogue.call("rejects", "correct", "7", "2", "--reason", "the register says 2"))
                .isEqualTo(Exit.OK);
        assertThat(server.asked.get(0))
                .startsWith("POST /api/rejects/7/correct")
                .contains("\"value\":\"2\"", "\"reason\":\"the register says 2\"");
        assertThat(pirogue.call("rejects", "correct", "7", "2")).isEqualTo(Exit.USAGE);
        assertThat(pirogue.call("rejects", "corrections", "alpha")).isEqualTo(Exit.OK);
        assertThat(pirogue.out()).containsPattern("BDI_1 202401 MAL_DEATH +2.5 +2 +holds +amina +the register");
    }

    @Test
    void whatIsHeldIsToldByStatusSyncAndHeld() {
        String told = "P440 Run 7 of holding is held: it would delete 128 of 1,204 cells (10.6 %)";
        assertThat(pirogue.call("status")).isEqualTo(Exit.OK);
        assertThat(pirogue.out()).contains(told);
        assertThat(pirogue.call("held")).isEqualTo(Exit.OK);
        assertThat(pirogue.out()).contains(told, "./pirogue approve 7 --reason");
        assertThat(pirogue.call("sync", "holding", "--wait")).isEqualTo(Exit.FAILED);
        assertThat(pirogue.out()).contains("holding  held");
        assertThat(pirogue.call("held", "--lang", "fr")).isEqualTo(Exit.OK);
        assertThat(pirogue.out()).contains("L’exécution 7 de holding est retenue", "(10,6 %)");
    }

    @Test
    void aHeldRunShowsWhatItWouldChange() {
        assertThat(pirogue.call("held", "7")).isEqualTo(Exit.OK);
        assertThat(server.asked).containsExactly("GET /api/runs/7/held?limit=5000&offset=0");
        assertThat(pirogue.out()).contains("Kinama (BDI_1)  202401", "Malaria (MAL) U5: (nothing)", "DEATH: 1");
        assertThat(pirogue.err()).contains("1 values new, 1 changed, 1 deleted");
    }

    @Test
    void driftComparesAndShowsEachCell(@TempDir Path folder) throws Exception {
        Path sheet = folder.resolve("drift.csv");
        assertThat(pirogue.call("drift", "drifting", "--csv", sheet.toString(), "--repair"))
                .isEqualTo(Exit.FAILED);
        assertThat(server.asked.get(0)).contains("\"mode\":\"COMPARE\"");
        assertThat(server.asked).anyMatch(asked -> asked.startsWith("POST /api/runs/1/repair"));
        assertThat(pirogue.out())
                .contains("BDI_1 202401 MAL/U5  changed by hand at the target: source 5, ledger 5, target 6");
        assertThat(pirogue.err()).contains("changed by hand at the target: 1", "0 missing cells are delivered again");
        assertThat(sheet).hasContent("period,org_unit\n202401,BDI_1\n");
    }

    @Test
    void withoutRepairNothingIsAskedFor() {
        assertThat(pirogue.call("drift", "alpha")).isEqualTo(Exit.OK);
        assertThat(server.asked).noneMatch(asked -> asked.contains("repair"));
    }

    @Test
    void aDecisionNeedsAReasonAndSaysWho() {
        assertThat(pirogue.call("approve", "7")).isEqualTo(Exit.USAGE);
        assertThat(pirogue.call("approve", "7", "--reason", "closed", "--by", "Aline"))
                .isEqualTo(Exit.OK);
        assertThat(server.asked)
                .hasSize(1)
                .allMatch(asked -> asked.startsWith("POST /api/runs/7/approve {")
                        && asked.contains("\"by\":\"Aline\"")
                        && asked.contains("\"reason\":\"closed\""));
        assertThat(pirogue.call("refuse", "7", "--reason", "a mistake")).isEqualTo(Exit.OK);
        assertThat(pirogue.out()).contains("is refused");
    }

    @Test
    void withoutAPirogueItIsUnreachable(@TempDir Path empty) {
        assertThat(new CommandLineFixture(empty).call("status")).isEqualTo(Exit.UNREACHABLE);
        assertThat(pirogue.call("status", "--data", empty.toString())).isEqualTo(Exit.UNREACHABLE);
        assertThat(pirogue.err()).startsWith("P510 No Pirogue runs");
    }

    @Test
    void aPirogueThatIsGoneIsUnreachable() {
        server.close();
        assertThat(pirogue.call("status")).isEqualTo(Exit.UNREACHABLE);
        assertThat(pirogue.err()).startsWith("P511 No answer from http://127.0.0.1:" + server.port());
    }

    @Test
    void aWrongTokenIsToldAndNotShown() throws Exception {
        Files.writeString(checkout.resolve("data/atlantis/secrets/api-token"), "another-secret");
        assertThat(pirogue.call("status")).isEqualTo(Exit.UNREACHABLE);
        assertThat(pirogue.err()).startsWith("P513").doesNotContain("another-secret");
    }

    @Test
    void aMissingTokenIsTold() throws Exception {
        Files.delete(checkout.resolve("data/atlantis/secrets/api-token"));
        assertThat(pirogue.call("status")).isEqualTo(Exit.UNREACHABLE);
        assertThat(pirogue.err()).startsWith("P512");
    }

    @Test
    void anotherProgramOnThatPortIsTold() {
        assertThat(pirogue.call("rejects", "a/../../login")).isEqualTo(Exit.UNREACHABLE);
        assertThat(pirogue.err()).startsWith("P514");
    }

    @Test
    void severalRunningAreNotGuessedBetween() {
        server.in(checkout.resolve("data/lemuria"));
        assertThat(pirogue.call("status")).isEqualTo(Exit.USAGE);
        assertThat(pirogue.err()).startsWith("P515").contains("data/atlantis", "data/lemuria");
        assertThat(pirogue.call(
                        "status", "--data", checkout.resolve("data/lemuria").toString()))
                .isEqualTo(Exit.OK);
    }
}
