package org.pirogue.prepare.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.CaseBatch;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.period.PeriodType;

/** A measurement, so only with the full suite: other work on the machine must not make a build red. */
@Tag("full")
class RulesSpeedTest {
    private static final int EVENTS = 200_000;

    @Test
    void countsAtLeastAHundredThousandEventsASecond() {
        StringBuilder csv = new StringBuilder("data_element,category_options,count,when,date\n");
        for (int age = 0; age < 5; age++) {
            csv.append("E,AGE")
                    .append(age)
                    .append(",events,\"#{S.RESULT} == 'POS' && ")
                    .append("d2:yearsBetween(A{BIRTH}, V{event_date}) == ")
                    .append(age)
                    .append("\",event\n");
        }
        Rules rules = Rules.read(new StringReader(csv.toString()), "rules.csv", PeriodType.MONTHLY);
        CaseBatch batch = batch();
        rules.count(batch);

        long start = System.nanoTime();
        rules.count(batch);
        double perSecond = EVENTS * 1e9 / (System.nanoTime() - start);

        System.out.printf("%,.0f events a second with 5 rules%n", perSecond);
        assertThat(perSecond).isGreaterThan(100_000);
    }

    private static CaseBatch batch() {
        List<CaseRecord> cases = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            CaseRecord.Event event = new CaseRecord.Event(
                    "e" + i, "S", "A", "ACTIVE", "2026-01-" + (10 + i % 20), null, false, Map.of("RESULT", "POS"));
            String birth = (2020 + i % 6) + "-06-15";
            cases.add(new CaseRecord(
                    "t" + i,
                    "n" + i,
                    "A",
                    "2026-01-01",
                    null,
                    "ACTIVE",
                    false,
                    Map.of("BIRTH", birth),
                    List.of(event)));
        }
        Envelope envelope = new Envelope("f", "w", 1, 1, Envelope.Mode.SYNC);
        return new CaseBatch(envelope, new Scope("202601", new TreeSet<>(List.of("A"))), cases, Tally.NONE);
    }
}
