package org.pirogue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two homes share templates by a folder, with the real commands and the real lint. */
class TemplateCommandsTest {
    private static final String RULES =
            "rules: {title: Rules, description: File name., type: string, example: quality.yaml}";
    private static final String NOTE = "note: {title: Note, description: For people., type: string, default: none}";
    private static final String TABLE =
            "table: {title: Table, description: File name., type: string, default: checks.csv}";
    private static final String FILE = "kamelets/report-checks-action.kamelet.yaml";
    private static final String FLOW = "routes/atlantis/hmis-to-nmdr/hmis-to-nmdr.camel.yaml";

    @TempDir
    Path folder;

    private TemplateHomes.Place publisher;
    TemplateHomes.Place user;

    @BeforeEach
    void twoHomes() {
        TemplateHomes homes = new TemplateHomes(folder, place());
        publisher = homes.burundi();
        user = homes.atlantis();
        TemplateHomes.kamelet(publisher, RULES, NOTE);
    }

    String place() {
        return folder.resolve("shared-catalogue").toString();
    }

    @Test
    void aKameletIsPublishedShownAndInstalledElsewhere() {
        publish("1.0.0", "first");
        assertThat(publisher.out()).contains("report-checks-action@1.0.0 is published: 2 files, sha256:");
        assertThat(user.call("list")).isEqualTo(Exit.OK);
        assertThat(user.out())
                .containsPattern("report-checks-action +kamelet +1\\.0\\.0 +\\d{4}-\\d\\d-\\d\\d +burundi-home");
        assertThat(user.call("install", TemplateHomes.KAMELET, "--by", "amina")).isEqualTo(Exit.OK);
        assertThat(user.read(FILE)).isEqualTo(publisher.read(FILE));
        assertThat(user.has("kamelets/test/report-checks-action.test.yaml")).isTrue();
        assertThat(user.read("templates.lock.yaml"))
                .contains("home: atlantis-home", "version: 1.0.0", "by: amina", FILE + ": ");
        assertThat(user.call("show", TemplateHomes.KAMELET)).isEqualTo(Exit.OK);
        assertThat(user.out())
                .contains("report-checks-action@1.0.0  kamelet  Report Checks Action", "first", "rules *")
                .containsPattern("atlantis-home +1\\.0\\.0 +since .*amina");
    }

    @Test
    void itIsToldInFrench() {
        publish("1.0.0", "première");
        user.call("install", TemplateHomes.KAMELET, "--lang", "fr");
        assertThat(user.out()).contains("report-checks-action 1.0.0 est installé");
        assertThat(user.call("install", "nothing-here", "--lang", "fr")).isEqualTo(Exit.FAILED);
        assertThat(user.err()).startsWith("P623 Pas de modèle nothing-here");
    }

    @Test
    void whatWasEditedIsNeverWrittenOver() throws Exception {
        publish("1.0.0", "first");
        user.call("install", TemplateHomes.KAMELET);
        publish("1.0.1", "better", RULES, NOTE, "more: {title: More, description: More., type: string, default: a}");
        String edited = user.read(FILE).replace("as the ministry agreed", "as we do");
        user.write(FILE, edited);
        assertThat(user.call("upgrade", TemplateHomes.KAMELET)).isEqualTo(Exit.FAILED);
        assertThat(user.err()).contains("P630", FILE, "./pirogue template diff");
        assertThat(user.call("install", TemplateHomes.KAMELET)).isEqualTo(Exit.FAILED);
        assertThat(user.read(FILE)).isEqualTo(edited);
        assertThat(user.read("templates.lock.yaml")).contains("version: 1.0.0");
        assertThat(user.call("diff", TemplateHomes.KAMELET)).isEqualTo(Exit.OK);
        assertThat(user.out())
                .contains(
                        "-    description: Checks reports as the ministry agreed.",
                        "+    description: Checks reports as we do.");
        Files.delete(user.home().resolve(FILE));
        assertThat(user.call("upgrade", TemplateHomes.KAMELET)).isEqualTo(Exit.OK);
        assertThat(user.read(FILE)).contains("more: {title: More").contains("as the ministry agreed");
    }

    @Test
    void anUpgradeShowsWhatChangesAndDropsNothingSilently() {
        publish("1.0.0", "first");
        user.call("install", TemplateHomes.KAMELET);
        publish("1.1.0", "reads a table", RULES, TABLE);
        assertThat(publisher.err()).contains("Who uses 1.0.0 has to do something for 1.1.0", "note: dropped");
        assertThat(user.call("upgrade", TemplateHomes.KAMELET)).isEqualTo(Exit.FAILED);
        assertThat(user.out())
                .contains(
                        "1.0.0 \u2192 1.1.0",
                        "1.1.0: reads a table",
                        "note: dropped",
                        "table: new; where it is not set it is checks.csv");
        assertThat(user.err()).contains("P635", "--drop note");
        assertThat(user.read(FILE)).contains("note: {title: Note");
        assertThat(user.call("upgrade", TemplateHomes.KAMELET, "--drop", "table"))
                .isEqualTo(Exit.FAILED);
        assertThat(user.err()).contains("P637");
        assertThat(user.call("upgrade", TemplateHomes.KAMELET, "--drop", "note", "--dry-run"))
                .isEqualTo(Exit.OK);
        assertThat(user.read(FILE)).contains("note: {title: Note");
        assertThat(user.call("upgrade", TemplateHomes.KAMELET, "--drop", "note"))
                .isEqualTo(Exit.OK);
        assertThat(user.read(FILE)).contains("table: {title: Table");
        assertThat(user.call("show", TemplateHomes.KAMELET)).isEqualTo(Exit.OK);
        assertThat(user.out()).containsPattern("atlantis-home +1\\.1\\.0");
        assertThat(user.call("diff", TemplateHomes.KAMELET, "1.0.0", "1.1.0")).isEqualTo(Exit.OK);
        assertThat(user.out()).contains("note: dropped", "-      note: {title: Note", "+      table: {title: Table");
        assertThat(user.call("upgrade", TemplateHomes.KAMELET)).isEqualTo(Exit.OK);
        assertThat(user.err()).contains("1.1.0 is the newest that is offered");
    }

    @Test
    void aRetiredVersionIsNotOfferedAndStaysReadable() {
        publish("1.0.0", "first");
        user.call("install", TemplateHomes.KAMELET);
        publish("1.1.0", "second");
        assertThat(publisher.call(
                        "retire",
                        "report-checks-action@1.0.0",
                        "--reason",
                        "counts twice",
                        "--replaced-by",
                        "report-checks-action@1.1.0"))
                .isEqualTo(Exit.OK);
        assertThat(publisher.err()).contains("atlantis-home still uses 1.0.0");
        assertThat(user.call("show", "report-checks-action@1.0.0")).isEqualTo(Exit.OK);
        assertThat(user.out()).contains("retired: counts twice \u00b7 take report-checks-action@1.1.0 instead");
        // Who has it can put it back, but nobody gets it anew.
        assertThat(user.call("install", TemplateHomes.KAMELET)).isEqualTo(Exit.OK);
        assertThat(publisher.call("install", "report-checks-action@1.0.0")).isEqualTo(Exit.FAILED);
        assertThat(publisher.err()).contains("P636", "counts twice", "report-checks-action@1.1.0");
        assertThat(publisher.call("retire", TemplateHomes.KAMELET, "--reason", "x", "--replaced-by", "nothing-action"))
                .isEqualTo(Exit.FAILED);
        assertThat(publisher.err()).contains("P648");
    }

    @Test
    void aVersionIsPublishedOnceOnly() {
        publish("1.0.0", "first");
        assertThat(publisher.call("publish", TemplateHomes.KAMELET, "--version", "1.0.0", "--changes", "again"))
                .isEqualTo(Exit.FAILED);
        assertThat(publisher.err()).contains("P624", "from burundi-home", "take the next number");
        assertThat(publisher.call("publish", TemplateHomes.KAMELET, "--version", "1.0", "--changes", "again"))
                .isEqualTo(Exit.FAILED);
        assertThat(publisher.err()).contains("P621");
    }

    @Test
    void whatLintRefusesGoesNeitherOutNorIn() throws Exception {
        publish("1.0.0", "first");
        String broken = publisher
                .read(FILE)
                .replace("metadata:\n  name: report-checks-action", "metadata:\n  name: other-action");
        publisher.write(FILE, broken);
        assertThat(publisher.call("publish", TemplateHomes.KAMELET, "--version", "1.0.1", "--changes", "broken"))
                .isEqualTo(Exit.FAILED);
        assertThat(publisher.err()).contains("P141", "P632");
        user.write("routes/atlantis/strange/strange.camel.yaml", "- route: {}\n");
        assertThat(user.call("install", TemplateHomes.KAMELET)).isEqualTo(Exit.FAILED);
        assertThat(user.err()).contains("P158", "P632");
        assertThat(user.has(FILE)).isFalse();
        assertThat(user.has("templates.lock.yaml")).isFalse();
    }

    @Test
    void aFileInTheWayIsNotWrittenOver() {
        publish("1.0.0", "first");
        user.write(FILE, "mine: true\n");
        assertThat(user.call("install", TemplateHomes.KAMELET)).isEqualTo(Exit.FAILED);
        assertThat(user.err()).contains("P631", FILE);
        assertThat(user.read(FILE)).isEqualTo("mine: true\n");
    }

    @Test
    void aWholeFlowTravelsWithTheValuesOfItsNewCountry() {
        assertThat(publisher.call(
                        "publish", "hmis-to-nmdr", "--country", "burundi", "--version", "1.0.0", "--changes", "first"))
                .isEqualTo(Exit.OK);
        assertThat(user.call("install", "hmis-to-nmdr", "--country", "atlantis"))
                .isEqualTo(Exit.FAILED);
        assertThat(user.err()).contains("P638", "pirogue.flows.hmis-to-nmdr");
        user.write("config/atlantis/application-atlantis.yaml", TemplateHomes.config("""
                  flows:
                    hmis-to-nmdr: {workspace: malaria, schedule: "0 40 * * * ?"}
                """));
        assertThat(user.call("install", "hmis-to-nmdr", "--country", "atlantis"))
                .isEqualTo(Exit.FAILED);
        assertThat(user.err()).contains("P177", "P632");
        assertThat(user.has("routes/atlantis/hmis-to-nmdr")).isFalse();
        assertThat(user.call(
                        "install",
                        "hmis-to-nmdr",
                        "--country",
                        "atlantis",
                        "--set",
                        "dhis2-data-values-source.connection=reports",
                        "--set",
                        "changed-slices-action.connection=repository",
                        "--set",
                        "dhis2-data-values-sink.connection=repository"))
                .as(user.err())
                .isEqualTo(Exit.OK);
        assertThat(user.read(FLOW))
                .contains("connection: \"reports\"", "jms:queue:malaria.hmis-to-nmdr", "completeness: settled")
                .doesNotContain("jms:queue:nmcp", "connection: hmis");
        assertThat(user.call("diff", "hmis-to-nmdr")).isEqualTo(Exit.OK);
        assertThat(user.out()).isEmpty();
    }

    @Test
    void theTablesOfACountryAreItsOwn() {
        aWholeFlowTravelsWithTheValuesOfItsNewCountry();
        String mapping = user.read("routes/atlantis/hmis-to-nmdr/mapping.csv");
        user.write("routes/atlantis/hmis-to-nmdr/mapping.csv", mapping.replace("MAL_ITN", "OUR_ITN"));
        String flow = publisher.read("routes/burundi/hmis-to-nmdr/hmis-to-nmdr.camel.yaml");
        publisher.write(
                "routes/burundi/hmis-to-nmdr/hmis-to-nmdr.camel.yaml",
                flow.replace("        completeness: settled\n", "").replace("mapped into", "brought into"));
        assertThat(publisher.call(
                        "publish",
                        "hmis-to-nmdr",
                        "--country",
                        "burundi",
                        "--version",
                        "2.0.0",
                        "--changes",
                        "values only"))
                .as(publisher.err())
                .isEqualTo(Exit.OK);
        assertThat(user.call("upgrade", "hmis-to-nmdr")).isEqualTo(Exit.FAILED);
        assertThat(user.err()).contains("P635", "--drop dhis2-data-values-source.completeness");
        assertThat(user.call("upgrade", "hmis-to-nmdr", "--drop", "dhis2-data-values-source.completeness"))
                .isEqualTo(Exit.OK);
        assertThat(user.read(FLOW)).contains("brought into", "connection: \"reports\"", "jms:queue:malaria.");
        assertThat(user.read("routes/atlantis/hmis-to-nmdr/mapping.csv")).contains("OUR_ITN");
        assertThat(user.err()).contains("mapping.csv stays as you have it");
    }

    @Test
    void aKameletAndTheFlowThatCallsItComeTogether() {
        publish("1.0.0", "first");
        String flow = publisher.read("routes/burundi/hmis-to-nmdr/hmis-to-nmdr.camel.yaml");
        publisher.write(
                "routes/burundi/hmis-to-nmdr/hmis-to-nmdr.camel.yaml",
                flow.replaceFirst(
                        "        - to:\n            uri: kamelet:changed",
                        """
                                - to:
                                    uri: kamelet:report-checks-action
                                    parameters: { rules: quality.yaml }
                        """.indent(0) + "        - to:\n            uri: kamelet:changed"));
        assertThat(publisher.call(
                        "publish", "hmis-to-nmdr", "--country", "burundi", "--version", "1.0.0", "--changes", "first"))
                .as(publisher.err())
                .isEqualTo(Exit.OK);
        user.write("config/atlantis/application-atlantis.yaml", TemplateHomes.config("""
                  flows:
                    hmis-to-nmdr: {workspace: malaria, schedule: "0 40 * * * ?"}
                """));
        String[] values = {
            "--country", "atlantis",
            "--set", "hmis-to-nmdr:dhis2-data-values-source.connection=reports",
            "--set", "hmis-to-nmdr:changed-slices-action.connection=repository",
            "--set", "hmis-to-nmdr:dhis2-data-values-sink.connection=repository"
        };
        assertThat(user.call(words("install hmis-to-nmdr", values))).isEqualTo(Exit.FAILED);
        assertThat(user.err()).contains("P639", "report-checks-action");
        assertThat(user.call(words("install hmis-to-nmdr report-checks-action", values)))
                .as(user.err())
                .isEqualTo(Exit.OK);
        assertThat(user.has(FILE)).isTrue();
        assertThat(user.read(FLOW)).contains("kamelet:report-checks-action");
    }

    @Test
    void templatesAreCarriedOnAStick() {
        publish("1.0.0", "first");
        publisher.call("retire", "report-checks-action@1.0.0", "--reason", "old");
        publish("1.1.0", "second");
        String stick = folder.resolve("stick.zip").toString();
        assertThat(publisher.call("copy", "--to", stick)).isEqualTo(Exit.OK);
        TemplateHomes.Place offline = user.at(stick);
        assertThat(offline.call("list")).isEqualTo(Exit.OK);
        assertThat(offline.out()).containsPattern("report-checks-action +kamelet +1\\.1\\.0");
        assertThat(offline.call("install", TemplateHomes.KAMELET)).isEqualTo(Exit.OK);
        assertThat(user.read(FILE)).isEqualTo(publisher.read(FILE));
        assertThat(offline.call("copy", "--to", folder.resolve("own").toString()))
                .isEqualTo(Exit.OK);
        TemplateHomes.Place own = user.at(folder.resolve("own").toString());
        assertThat(own.call("show", TemplateHomes.KAMELET)).isEqualTo(Exit.OK);
        assertThat(own.out()).contains("from burundi-home", "retired: old");
        assertThat(own.call("install", TemplateHomes.KAMELET)).isEqualTo(Exit.OK);
    }

    /** The stick has the new version only: what was there before is read off the files here. */
    @Test
    void nothingIsDroppedSilentlyWhereTheOldVersionIsNotInTheCatalogue() {
        publish("1.0.0", "first");
        user.call("install", TemplateHomes.KAMELET);
        publish("1.1.0", "reads a table", RULES, TABLE);
        String stick = folder.resolve("stick.zip").toString();
        publisher.call("copy", "report-checks-action@1.1.0", "--to", stick);
        assertThat(user.at(stick).call("upgrade", TemplateHomes.KAMELET)).isEqualTo(Exit.FAILED);
        assertThat(user.out()).contains("note: dropped");
        assertThat(user.err()).contains("P635", "--drop note");
    }

    @Test
    void aCatalogueThatIsNotThereIsTold() {
        assertThat(user.call("list")).isEqualTo(Exit.FAILED);
        assertThat(user.err()).startsWith("P620");
    }

    private void publish(String version, String changes, String... properties) {
        if (properties.length > 0) {
            TemplateHomes.kamelet(publisher, properties);
        } else {
            TemplateHomes.kamelet(publisher, RULES, NOTE);
        }
        assertThat(publisher.call("publish", TemplateHomes.KAMELET, "--version", version, "--changes", changes))
                .as(publisher.err())
                .isEqualTo(Exit.OK);
    }

    private static String[] words(String command, String... more) {
        java.util.List<String> all = new java.util.ArrayList<>(java.util.List.of(command.split(" ")));
        all.addAll(java.util.List.of(more));
        return all.toArray(String[]::new);
    }
}
