package org.pirogue.sandbox.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ManyPersonsTest {
    private static final String UNIT = "Vc5Gqlx2pQS";
    private static final String OTHER = "K5hOtN2UJef";
    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    @Test
    void givesEachOfTwentyThousandPersonsOnceOverAllPages() throws IOException {
        readsAll(20_000, 500);
    }

    @Test
    @Tag("full")
    void givesEachOfTwoHundredThousandPersonsOnceOverAllPages() throws IOException {
        readsAll(200_000, 1000);
    }

    @Test
    void findsTheFewThatChangedAmongMany() throws IOException {
        try (TrackerServer server = new TrackerServer()) {
            load(server, 20_000);
            String after = TimeText.of(START + 19_990_000L);
            JsonNode found = server.get("/api/tracker/trackedEntities?program=t2C2qbFdLUY&orgUnits=wrvVOE2iAM9"
                    + "&orgUnitMode=DESCENDANTS&updatedAfter=" + after + "&fields=trackedEntity&totalPages=true");
            assertThat(found.path("pager").path("total").asInt()).isEqualTo(10);
            assertThat(found.path("trackedEntities")
                            .path(0)
                            .path("trackedEntity")
                            .asText())
                    .isEqualTo(uid('P', 19_999));
        }
    }

    private static void readsAll(int count, int pageSize) throws IOException {
        try (TrackerServer server = new TrackerServer()) {
            load(server, count);
            Set<String> seen = new HashSet<>();
            boolean more = true;
            for (int page = 1; more; page++) {
                JsonNode read = server.get("/api/tracker/trackedEntities?program=t2C2qbFdLUY&orgUnits=wrvVOE2iAM9"
                        + "&orgUnitMode=DESCENDANTS&fields=*&pageSize=" + pageSize + "&page=" + page);
                read.path("trackedEntities").forEach(person -> {
                    assertThat(seen.add(person.path("trackedEntity").asText())).isTrue();
                    assertThat(person.path("enrollments").path(0).path("events").size())
                            .isEqualTo(2);
                });
                more = read.path("pager").has("nextPage");
            }
            assertThat(seen).hasSize(count);
        }
    }

    private static void load(TrackerServer server, int count) {
        for (int i = 0; i < count; i++) {
            long at = START + i * 1000L;
            Stamp stamp = Stamp.of(at, at, "admin");
            String unit = i % 3 == 0 ? OTHER : UNIT;
            List<Value> values = List.of(Value.of("qHB8Sna2dPv", "POS", at), Value.of("kyzd3CrSxWb", "CURED", at));
            List<Event> events = List.of(
                    Event.completed(uid('A', i), "Qz84av7ojIj", unit, at, stamp, values),
                    Event.completed(uid('B', i), "Qz84av7ojIj", unit, at, stamp, values));
            server.store.load(TrackedEntity.of(
                    uid('P', i),
                    "aahntlLVaoh",
                    unit,
                    stamp,
                    List.of(Value.of("BllXQ1OB9DQ", "N" + i, at), Value.of("fdHafUK9Svz", "F", at)),
                    List.of(Enrollment.active(uid('E', i), "t2C2qbFdLUY", unit, at, stamp, events))));
        }
    }

    private static String uid(char first, int number) {
        return "%c%010d".formatted(first, number);
    }
}
