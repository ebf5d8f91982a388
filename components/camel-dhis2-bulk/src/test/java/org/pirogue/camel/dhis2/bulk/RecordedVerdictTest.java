package org.pirogue.camel.dhis2.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every recorded answer to a post of data values, and what it says of each record: A(ccepted), R(efused), B(lamed). */
class RecordedVerdictTest {

    private static final String TABLE = """
            dvs-post-1-ok-200                       | A
            dvs-post-401                            | SIGN_IN
            dvs-post-all-bad-409                    | BR
            dvs-post-async-200                      | OUTCOME_UNKNOWN
            dvs-post-bad-coc-409                    | BR
            dvs-post-bad-dataelement-409            | BR
            dvs-post-bad-orgunit-409                | BR
            dvs-post-bad-period-202513-500          | SERVER_ERROR
            dvs-post-bad-period-500                 | SERVER_ERROR
            dvs-post-bad-value-200                  | ARA
            dvs-post-bad-value-atomic-409           | BRB
            dvs-post-bad-value-single-409           | R
            dvs-post-boolean-json-value-500         | SERVER_ERROR
            dvs-post-code-scheme-200                | A
            dvs-post-csv-200                        | A
            dvs-post-csv-catoptcombo-old-header-409 | R
            dvs-post-delete-strategy-200            | A
            dvs-post-deleted-flag-200               | A
            dvs-post-dryrun-200                     | A
            dvs-post-duplicate-in-payload-409       | RR
            dvs-post-empty-200                      | OUTCOME_UNKNOWN
            dvs-post-empty-object-200               | OUTCOME_UNKNOWN
            dvs-post-empty-value-409                | R
            dvs-post-far-future-period-200          | A
            dvs-post-future-as-integration-409      | R
            dvs-post-future-period-200              | A
            dvs-post-gzip-200                       | A
            dvs-post-integration-ou-outside-hierarchy-409 | R
            dvs-post-integration-user-ok-200        | A
            dvs-post-invalid-json-500               | SERVER_ERROR
            dvs-post-locked-expired-200             | A
            dvs-post-many-conflicts-409             | RRRRRRRRRRRR
            dvs-post-missing-coc-200                | A
            dvs-post-missing-orgunit-409            | BR
            dvs-post-missing-value-409              | R
            dvs-post-mixed-atomic-default-409       | BBR
            dvs-post-mixed-force-200                | ARA
            dvs-post-negative-value-409             | R
            dvs-post-not-json-type-415              | REFUSED
            dvs-post-null-comment-200               | A
            dvs-post-numeric-json-value-500         | SERVER_ERROR
            dvs-post-ou-not-in-dataset-409          | BR
            dvs-post-partial-ou-scope-integration-409 | BR
            dvs-post-split-idscheme-200             | A
            dvs-post-two-datasets-group-409         | BR
            dvs-post-unfolded-roundtrip-409         | RRRRRRRRRRRRRRRRRR
            dvs-post-unknown-code-409               | BR
            dvs-post-update-same-200                | A
            dvs-post-with-header-200                | AA
            dvs-post-wrong-coc-for-de-409           | BR
            dvs-post-wrong-period-type-409          | BR
            dvs-post-xml-200                        | A
            sync-dvs-post-mapped-to-target-200      | AAAAAAAAAAAAAAAAAA
            sync-dvs-post-verbatim-to-target-409    | BRRBBBBBBBBBBBBBBB
            sync-dvs-unfolded-to-target-200         | AAAAAAAAAAAAAAAAAA
            """;

    private static Map<String, String> table() {
        return TABLE.lines()
                .map(line -> line.split("\\|"))
                .collect(Collectors.toMap(cells -> cells[0].strip(), cells -> cells[1].strip()));
    }

    @Test
    void readsEveryRecordedPostOfDataValues() throws Exception {
        Map<String, String> found = new java.util.TreeMap<>();
        for (String name : table().keySet()) {
            found.put(name, judged(Recording.of(name)));
        }
        assertThat(found).containsExactlyInAnyOrderEntriesOf(table());
    }

    @Test
    void leavesNoRecordedPostOut() throws Exception {
        Path folder = Path.of(RecordedVerdictTest.class.getResource("/recorded").toURI());
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", ""))
                            .filter(name -> name.startsWith("dvs-post-")))
                    .isSubsetOf(table().keySet())
                    .hasSizeGreaterThan(50);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dvs-post-bad-orgunit-409,E8022,UNKNOWNuid1",
        "dvs-post-bad-value-200,E8122,abc",
        "dvs-post-unknown-code-409,E8107,NOPE",
        "dvs-post-wrong-coc-for-de-409,E8024,HllvX50cXC0"
    })
    void keepsCodeTextAndCulpritOfARefusal(String name, String code, String culprit) {
        Recording recording = Recording.of(name);
        try (SmallServer server = recording.server();
                Dhis2BulkClient client = server.client()) {
            Verdict verdict = client.importDataValues(DataValueImport.of(null, recording.values()));
            Refusal refusal = verdict.outcomes().get(1).refusal();
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.text()).contains(culprit);
            assertThat(refusal.args()).anyMatch(arg -> arg.contains(culprit));
            assertThat(refusal.toString()).doesNotContain(culprit);
        }
    }

    private static String judged(Recording recording) {
        try (SmallServer server = recording.server();
                Dhis2BulkClient client = server.client()) {
            DataValueImport values = DataValueImport.of(null, recording.values());
            StringBuilder[] states = {new StringBuilder()};
            Dhis2Exception fault = catchThrowableOfType(Dhis2Exception.class, () -> client.importDataValues(values)
                    .outcomes()
                    .forEach(outcome -> states[0].append(outcome.state().name().charAt(0))));
            return fault == null ? states[0].toString() : fault.kind().name();
        }
    }
}
