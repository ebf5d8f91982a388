package org.pirogue.home.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

final class SentencesTest {
    private static final Pattern PLACE = Pattern.compile("\\{\\d+}");

    /** Packages, and single sources, in which every text of two words or more is read by people. */
    private static final List<String> SAID = List.of(
            "prepare",
            "country",
            "workspace",
            "files",
            "flow",
            "pressure",
            "console",
            "persons",
            "ledger/value/Outcome.java",
            "ledger/reject/CorrectionTable.java",
            "ledger/table/TableBook.java",
            "ledger/table/TableDeliveries.java");

    /** Sources in it that only say what no person reads. */
    private static final Set<String> SILENT = Set.of(
            // words that names of units are compared by
            "prepare/align/NameForm.java",
            // what is sent to servers, and never shown
            "workspace/Secret.java",
            // documents and events for programs, and the SQL of differences
            "workspace/contract/AsyncApi.java",
            "workspace/contract/EventType.java",
            "workspace/contract/ShareSchema.java",
            "workspace/dataset/ShareChanges.java",
            "workspace/outlet/Event.java",
            // a page that has its words in a bundle
            "console/PasswordPage.java",
            "console/MembersPage.java");

    /** Single texts of that kind: locks, notes and columns of the database, what a digest is made of, rows, a name. */
    private static final Set<String> UNSAID = Set.of(
            "dataset {0}",
            "not {0}",
            "{0} = any(?)",
            "set lock_timeout = '10s'",
            "reset lock_timeout",
            "(abs({0}) > 0 and abs({1}) < {2})",
            "({0} or {1})",
            "vacuum (full, analyze) {0}",
            "name of {0}",
            "{0} row {1}",
            "{0} version {1} {2}, witnessed",
            "id, name, owner, workspaces, rights, purpose, expires_at, created_at, created_by, last_used_at, revoked_at");

    private static final Path SOURCES = Path.of("src/main/java/org/pirogue");

    private final Sentences french = Sentences.in(Locale.FRENCH);

    @Test
    void theCatalogueHasWhatTheSourcesSayAndNothingElse() throws IOException {
        Map<String, Set<String>> said = SourceSentences.of(sources());
        said.keySet().removeAll(UNSAID);
        Map<String, String> catalogue = Sentences.read("/messages/sentences_fr.csv");

        assertThat(said).hasSizeGreaterThan(500);
        SoftAssertions.assertSoftly(softly -> {
            softly.assertThat(said.entrySet().stream().filter(each -> !catalogue.containsKey(each.getKey())))
                    .as("sentences without French: add them to messages/sentences_fr.csv")
                    .isEmpty();
            softly.assertThat(catalogue.keySet().stream().filter(each -> !said.containsKey(each)))
                    .as("French of sentences that no source says any more: remove it")
                    .isEmpty();
        });
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String folder : SAID) {
            try (Stream<Path> walk = Files.walk(SOURCES.resolve(folder))) {
                walk.filter(each -> each.toString().endsWith(".java"))
                        .filter(each -> !SILENT.contains(
                                SOURCES.relativize(each).toString().replace('\\', '/')))
                        .forEach(sources::add);
            }
        }
        return sources;
    }

    @Test
    void bothLanguagesHaveTheSamePlacesAndEnds() {
        Sentences.read("/messages/sentences_fr.csv").forEach((english, other) -> {
            assertThat(places(other)).as(english).isEqualTo(places(english));
            assertThat(other.endsWith(".")).as(english).isEqualTo(english.endsWith("."));
            assertThat(other).as(english).isNotBlank().isEqualTo(other.strip());
            assertThat(PLACE.matcher(english).replaceAll("")).as("fixed words").matches("(?s).*\\p{Alpha}{2}.*");
        });
    }

    private static List<String> places(String text) {
        return PLACE.matcher(text).results().map(MatchResult::group).sorted().toList();
    }

    /** Of nine hundred forms each is found, and none stands in the way of another. */
    @Test
    void eachFinishedSentenceIsSaidByItsOwnForm() {
        Sentences.read("/messages/sentences_fr.csv").forEach((english, other) -> assertThat(french.say(filled(english)))
                .isEqualTo(filled(other)));
    }

    private static String filled(String text) {
        return PLACE.matcher(text).replaceAll(place -> "BDI_0" + place.group().charAt(1));
    }

    @Test
    void aValueInQuotesIsNotSaidInAnotherLanguage() {
        assertThat(french.say("'it cannot be read' is missing")).isEqualTo("'it cannot be read' manque");
    }

    @Test
    void aSentenceWithinASentenceIsSaidToo() {
        assertThat(french.say("'A' is '5', at least 10 is expected. The value was held back."))
                .isEqualTo("'A' vaut '5' : au moins 10 est attendu. La valeur a été retenue.");
        assertThat(french.say("2 problems: P211 mapping.csv:1: column 'note' is missing: add it to the first line;"
                        + " P213 mapping.csv:7: 'target' is empty: write a code"))
                .isEqualTo(
                        "2 problèmes : P211 mapping.csv:1: la colonne 'note' manque : ajoutez-la à la première ligne ;"
                                + " P213 mapping.csv:7: 'target' est vide : écrivez un code");
    }

    @Test
    void aCodeOrAValueBeforeASentenceStays() {
        assertThat(french.say("'facility' 'F 9' names no org unit"))
                .isEqualTo("'facility' 'F 9' ne nomme aucune unité d’organisation");
        assertThat(french.say("P318 connection 'hmis' answered 404"))
                .isEqualTo("P318 la connexion 'hmis' a répondu 404");
    }

    @Test
    void whatTheCatalogueDoesNotHaveStaysAsItIs() {
        assertThat(french.say("Object is not: known; to anyone. At all"))
                .isEqualTo("Object is not: known; to anyone. At all");
        assertThat(french.say(" ")).isEqualTo(" ");
        assertThat(Sentences.in(Locale.ENGLISH).say("it is empty")).isEqualTo("it is empty");
    }

    /** Half of it in another language would be worse than none. */
    @Test
    void theWordsOfAServerStayWhole() {
        for (String told : List.of(
                "Period is open; 0 is expected",
                "write access for the data set is missing",
                "Value is not in the option set: it is empty")) {
            assertThat(french.say(told)).isEqualTo(told);
        }
        assertThat(french.say("not readable as YAML: mapping values are not allowed here"))
                .isEqualTo("n’est pas lisible comme YAML : mapping values are not allowed here");
    }

    @Test
    void ofSeveralThatFitTheOneThatSaysMostIsMeant() {
        Sentences two = new Sentences(Map.of("'{0}' is {1}", "general {0} {1}", "'{0}' is empty", "special {0}"));

        assertThat(two.say("'a' is empty")).isEqualTo("special a");
        assertThat(two.say("'a' is full")).isEqualTo("general a full");
    }
}
