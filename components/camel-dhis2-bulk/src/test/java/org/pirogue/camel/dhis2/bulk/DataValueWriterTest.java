package org.pirogue.camel.dhis2.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;
import org.pirogue.camel.dhis2.bulk.Outcome.State;

class DataValueWriterTest {

    private final StrictTarget target = new StrictTarget();
    private final Dhis2BulkClient client = target.server.client();
    private final DataValueWriter writer = new DataValueWriter(client);

    @AfterEach
    void close() {
        client.close();
        target.close();
    }

    @Test
    void needsOneCallWhenAllIsWell() {
        Verdict verdict = writer.write(good(1000));
        assertThat(verdict.allAccepted()).isTrue();
        assertThat(verdict.calls()).isEqualTo(1);
        assertThat(verdict.counts().updated()).isEqualTo(1000);
    }

    @Test
    void makesNoCallForNothing() {
        assertThat(writer.write(good(0)).calls()).isZero();
        assertThat(target.calls).hasValue(0);
    }

    @Test
    void takesNamedCulpritsOutAndSendsTheInnocentsAgain() {
        List<DataValue> values = new ArrayList<>(good(1000).values());
        values.set(17, DataValue.put("de", "202501", "badOu1", null, "1"));
        values.set(700, DataValue.put("de", "202501", "badOu2", null, "1"));
        Verdict verdict = writer.write(DataValueImport.of("ds", values));
        assertThat(refused(verdict)).containsExactly(17, 700);
        assertThat(verdict.count(State.ACCEPTED)).isEqualTo(998);
        assertThat(verdict.outcomes().get(17).refusal().code()).isEqualTo("E8022");
        assertThat(verdict.calls()).isEqualTo(2);
        assertThat(target.stored).hasSize(998);
    }

    @Test
    void splitsInHalvesWhereNobodyIsNamed() {
        List<DataValue> values = new ArrayList<>(good(1000).values());
        values.set(421, DataValue.put("odd", "202501", "ou", null, "1"));
        Verdict verdict = writer.write(DataValueImport.of("ds", values));
        assertThat(refused(verdict)).containsExactly(421);
        assertThat(verdict.outcomes().get(421).refusal().code()).isEqualTo("E8099");
        assertThat(target.stored).hasSize(999);
        assertThat(verdict.calls()).isLessThan(25);
    }

    @Test
    void findsAMalformedPeriodBehindA500() {
        List<DataValue> values = new ArrayList<>(good(64).values());
        values.set(5, DataValue.put("de", "bad-13", "ou", null, "1"));
        values.set(6, DataValue.put("de", "weird", "ou", null, "1"));
        Verdict verdict = writer.write(DataValueImport.of("ds", values));
        assertThat(refused(verdict)).containsExactly(5, 6);
        assertThat(verdict.outcomes().get(6).refusal().code()).isEqualTo("HTTP 500");
        assertThat(target.stored).hasSize(62);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void decidesEveryRecordWhateverTheMixture(long seed) {
        Random random = new Random(seed);
        List<DataValue> values = IntStream.range(0, 60 + random.nextInt(100))
                .mapToObj(i -> random(random, i))
                .toList();
        Verdict verdict = writer.write(DataValueImport.of("ds", values));
        assertThat(verdict.decided()).isTrue();
        for (int i = 0; i < values.size(); i++) {
            assertThat(verdict.outcomes().get(i).state() == State.ACCEPTED)
                    .as("record %d %s", i, values.get(i))
                    .isEqualTo(isGood(values.get(i)))
                    .isEqualTo(target.stored.containsKey(StrictTarget.key(values.get(i))));
        }
        assertThat(target.calls.get()).isLessThanOrEqualTo(2 * values.size() + 10);
    }

    @Test
    void blamesNoRecordForABrokenServer() {
        target.brokenFrom = 1;
        assertThatThrownBy(() -> writer.write(good(1000)))
                .isInstanceOfSatisfying(
                        Dhis2Exception.class, e -> assertThat(e.kind()).isEqualTo(Kind.SERVER_ERROR));
        assertThat(target.calls.get()).isLessThan(40);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 12, 20})
    void blamesNoRecordForAServerThatBreaksOnTheWay(int after) {
        List<DataValue> values = new ArrayList<>(good(16).values());
        values.set(3, DataValue.put("odd", "202501", "ou", null, "1"));
        values.set(11, DataValue.put("odd", "202502", "ou", null, "1"));
        target.brokenFrom = after;
        Verdict verdict;
        try {
            verdict = writer.write(DataValueImport.of("ds", values));
        } catch (Dhis2Exception e) {
            assertThat(target.stored).isEmpty();
            return;
        }
        assertThat(refused(verdict)).isSubsetOf(3, 11);
        for (int i = 0; i < values.size(); i++) {
            assertThat(verdict.outcomes().get(i).state() == State.ACCEPTED)
                    .isEqualTo(target.stored.containsKey(StrictTarget.key(values.get(i))));
        }
        assertThat(verdict.decided() || verdict.stoppedBy().isPresent()).isTrue();
    }

    @Test
    void tellsWhatItDoesNotKnowAndWhatItDidNotSend() {
        List<DataValue> values = new ArrayList<>(good(8).values());
        values.set(7, DataValue.put("odd", "202501", "ou", null, "1"));
        target.resetAt = 4;
        Verdict verdict = writer.write(DataValueImport.of("ds", values));
        assertThat(verdict.outcomes().stream().map(Outcome::state))
                .as("all sink, the first four stand, the next four sink, the answer to the next two is lost")
                .containsExactly(
                        State.ACCEPTED,
                        State.ACCEPTED,
                        State.ACCEPTED,
                        State.ACCEPTED,
                        State.UNKNOWN,
                        State.UNKNOWN,
                        State.BLAMED,
                        State.BLAMED);
        assertThat(verdict.stoppedBy())
                .hasValueSatisfying(e -> assertThat(e.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN));
    }

    @Test
    void refusesAllWithoutAskingForEachWhenTheReasonIsTheSameForAll() {
        target.closedToThisUser = true;
        Verdict verdict = writer.write(good(1000));
        assertThat(verdict.count(State.REFUSED)).isEqualTo(1000);
        assertThat(verdict.calls()).isLessThan(40);
    }

    private static DataValueImport good(int size) {
        return DataValueImport.of(
                "ds",
                IntStream.range(0, size)
                        .mapToObj(i -> DataValue.put("de" + i % 50, "2025" + (10 + i % 3), "ou" + i, null, "" + i))
                        .toList());
    }

    private static DataValue random(Random random, int i) {
        return switch (random.nextInt(20)) {
            case 0 -> DataValue.put("de", "202501", "badOu" + i, null, "1");
            case 1 -> DataValue.put("odd", "202501", "ou" + i, null, "1");
            case 2 -> DataValue.put("de", "bad", "ou" + i, null, "1");
            case 3 -> DataValue.put("de", "202501", "ou" + i, null, "abc");
            default -> DataValue.put("de", "202501", "ou" + i, null, "5");
        };
    }

    private static boolean isGood(DataValue value) {
        return !value.orgUnit().startsWith("bad")
                && !value.dataElement().equals("odd")
                && !value.period().equals("bad")
                && "5".equals(value.value());
    }

    private static List<Integer> refused(Verdict verdict) {
        return IntStream.range(0, verdict.outcomes().size())
                .filter(i -> verdict.outcomes().get(i).state() == State.REFUSED)
                .boxed()
                .toList();
    }
}
