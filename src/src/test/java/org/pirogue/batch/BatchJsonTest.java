package org.pirogue.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchJsonTest {
    private static final Envelope ENVELOPE = new Envelope("tracker-to-hmis", "hmis", 41, 3, Envelope.Mode.PLAN);
    private static final Scope SCOPE = new Scope("202601", new TreeSet<>(List.of("BDI_0102", "BDI_0101")));
    private static final SliceKey KEY = new SliceKey("", "BDI_0101", "202601", "");

    @Test
    void readsBackTheSlicesThatItWrote() {
        SliceBatch batch = slices();

        assertThat(BatchJson.readSlices(BatchJson.bytes(batch))).isEqualTo(batch);
    }

    @Test
    void readsBackWhenValuesWereTyped() {
        TreeMap<Cell, Edit> edits = new TreeMap<>(Map.of(
                new Cell("MAL_CONF", ""), new Edit("2026-02-03T08:00:00.000+0000", "amina"),
                new Cell("MAL_CLEARED", "AGE_LT5"), new Edit("2026-02-03T08:00:00.000+0000", null)));
        Slice slice = new Slice(KEY, new TreeMap<>(Map.of(new Cell("MAL_CONF", ""), "7")), edits);
        SliceBatch batch = new SliceBatch(ENVELOPE, SCOPE, List.of(slice), Tally.NONE, List.of());

        assertThat(BatchJson.readSlices(BatchJson.bytes(batch))).isEqualTo(batch);
    }

    @Test
    void readsBackTheCasesThatItWrote() {
        CaseBatch batch = cases();

        assertThat(BatchJson.readCases(BatchJson.bytes(batch))).isEqualTo(batch);
    }

    @Test
    void nestsValuesByDataElementAndCategoryOptions() {
        assertThat(new String(BatchJson.bytes(slices()), UTF_8))
                .startsWith("{\"contract\":1,\"kind\":\"slices\"")
                .contains("\"values\":{\"MAL_CONF\":{\"\":\"7\",\"AGE_LT5\":\"5\"},\"MAL_TEXT\":{\"\":\"é\\n\"}}");
    }

    @Test
    void skipsFieldsOfALaterSender() {
        String json = new String(BatchJson.bytes(slices()), UTF_8)
                .replace("\"findings\":", "\"later\":{\"a\":[1,{}]},\"findings\":")
                .replace("\"flow\":", "\"sender\":{\"x\":null},\"flow\":");

        assertThat(BatchJson.readSlices(json.getBytes(UTF_8))).isEqualTo(slices());
    }

    @Test
    void refusesAVersionThatItDoesNotKnow() {
        String json = new String(BatchJson.bytes(slices()), UTF_8).replace("\"contract\":1", "\"contract\":2");

        assertRefused("P291", json);
    }

    @Test
    void refusesABatchOfAnotherKind() {
        assertRefused("P292", new String(BatchJson.bytes(cases()), UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "<html>sign in</html>",
                "{\"contract\":\"1\"}",
                "{\"kind\":\"slices\",\"contract\":1}",
                "{\"contract\":1}",
                "{\"contract\":1,\"kind\":\"slices\",\"slices\":{}}",
                "{\"contract\":1,\"kind\":\"slices\",\"slices\":[]}",
                "{\"contract\":1,\"kind\":\"slices\",\"envelope\":7}"
            })
    void refusesWhatIsNoBatch(String json) {
        assertRefused("P290", json);
    }

    @Test
    void refusesABatchThatIsCutAtAnyByte() {
        byte[] whole = BatchJson.bytes(slices());

        for (int length = 0; length < whole.length; length++) {
            assertRefused("P290", new String(whole, 0, length, UTF_8));
        }
    }

    @Test
    void refusesABatchWithSomethingBehindIt() {
        assertRefused("P290", new String(BatchJson.bytes(slices()), UTF_8) + "{}");
    }

    @Test
    void showsNoContentInItsRefusal() {
        String json = new String(BatchJson.bytes(cases()), UTF_8).replace("\"POS\"", "{\"Secret\":1}");

        assertThatExceptionOfType(BadBatch.class)
                .isThrownBy(() -> BatchJson.readCases(json.getBytes(UTF_8)))
                .withMessageNotContaining("Secret")
                .withMessageNotContaining("2023-02-01");
    }

    private static void assertRefused(String code, String json) {
        assertThatExceptionOfType(BadBatch.class)
                .isThrownBy(() -> BatchJson.readSlices(json.getBytes(UTF_8)))
                .satisfies(refused -> assertThat(refused.code()).as(json).isEqualTo(code));
    }

    private static SliceBatch slices() {
        TreeMap<Cell, String> values = new TreeMap<>(Map.of(
                Cell.of("MAL_CONF", "AGE_LT5"), "5", Cell.of("MAL_CONF", ""), "7", Cell.of("MAL_TEXT", ""), "é\n"));
        Slice empty = new Slice(new SliceKey("MAL", "BDI_0102", "202601", "A;B"), new TreeMap<>());
        List<Finding> findings = List.of(
                new Finding("P250", KEY, Cell.of("MAL_CONF", "X"), "many", "quality.yaml", "It is no number."),
                new Finding("P201", null, null, null, "mapping.csv", "It is not mapped."));
        return new SliceBatch(
                ENVELOPE, SCOPE, List.of(new Slice(KEY, values), empty), new Tally(1, 2, 3, 4, 5, 6), findings);
    }

    private static CaseBatch cases() {
        CaseRecord.Event event = new CaseRecord.Event(
                "e1", "INVESTIGATION", "BDI_0101", "ACTIVE", "2026-01-12", null, false, Map.of("MCS_RESULT", "POS"));
        CaseRecord record = new CaseRecord(
                "t1",
                "n1",
                "BDI_0101",
                null,
                "2026-01-11",
                "ACTIVE",
                true,
                Map.of("BIRTH_DATE", "2023-02-01"),
                List.of(event));
        return new CaseBatch(ENVELOPE, SCOPE, List.of(record), Tally.NONE);
    }
}
