package org.pirogue.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A partner's copy is made of events alone, and notices what was lost or spoilt on the way. */
class PartnerTableTest {
    private final PartnerTable table = new PartnerTable(List.of("zone", "week"));

    @Test
    void changesOfLaterVersionsGoOnTopOfTheFirst() {
        take(version(1, "whole", 0, 2, added("GOMA", 1), added("BILI", 2)));
        take(version(
                2,
                "changes",
                1,
                2,
                "{\"change\":\"gone\",\"key\":{\"zone\":\"BILI\",\"week\":\"2026W3\"}}",
                added("UVIRA", 3)));
        take(version(3, "changes", 2, 2, "{\"change\":\"changed\",\"row\":" + row("GOMA", 9) + "}"));
        assertThat(table.versions()).containsExactly(1L, 2L, 3L);
        assertThat(table.size()).isEqualTo(2);
        assertThat(table.isEqualTo(List.of(row("UVIRA", 3), row("GOMA", 9)))).isTrue();
        assertThat(table.isEqualTo(List.of(row("UVIRA", 3), row("GOMA", 1)))).isFalse();
        assertThat(table.isEqualTo(List.of(row("GOMA", 9)))).isFalse();
    }

    @Test
    void whatComesTwiceIsTakenOnce() {
        List<byte[]> events = version(1, "whole", 0, 1, added("GOMA", 1));
        take(List.of(events.get(0), events.get(0), events.get(1), events.get(1), events.get(2), events.get(2)));
        assertThat(table.versions()).containsExactly(1L);
    }

    @Test
    void aVersionOfWhichAPartIsMissingIsRefused() {
        List<byte[]> events = version(1, "whole", 0, 1, added("GOMA", 1));
        assertThatThrownBy(() -> take(List.of(events.get(0), events.get(2)))).hasMessageContaining("other rows");
        assertThat(table.versions()).isEmpty();
    }

    @Test
    void aSpoiltPartAndAVersionLeftOutAreRefused() {
        List<byte[]> events = version(1, "whole", 0, 1, added("GOMA", 1));
        byte[] spoilt = new String(events.get(1), StandardCharsets.UTF_8)
                .replace("\"dead\":1", "\"dead\":7")
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> take(List.of(events.get(0), spoilt, events.get(2))))
                .hasMessageContaining("digest");
        assertThatThrownBy(() -> take(version(3, "changes", 2, 1, added("BILI", 1))))
                .hasMessageContaining("has not the version");
    }

    @Test
    void knowsTheLastEventOfAVersion() {
        List<byte[]> events = version(4, "whole", 0, 1, added("GOMA", 1));
        assertThat(events).filteredOn(event -> PartnerTable.completes(event, 4)).containsExactly(events.get(2));
        assertThat(events).noneMatch(event -> PartnerTable.completes(event, 5));
    }

    private void take(List<byte[]> events) {
        events.forEach(table::take);
    }

    private static String row(String zone, int dead) {
        return "{\"zone\":\"%s\",\"week\":\"2026W3\",\"dead\":%d}".formatted(zone, dead);
    }

    private static String added(String zone, int dead) {
        return "{\"change\":\"added\",\"row\":" + row(zone, dead) + "}";
    }

    private static List<byte[]> version(int version, String mode, int since, int rows, String... changes) {
        List<byte[]> events = new ArrayList<>();
        events.add(event(version, 0, "begun", "\"mode\":\"%s\",\"since\":%d".formatted(mode, since)));
        events.add(event(version, 1, "rows", "\"rows\":[" + String.join(",", changes) + "]"));
        events.add(event(version, 2, "complete", "\"rows\":%d,\"digest\":\"%s\"".formatted(rows, digest(events))));
        return events;
    }

    private static byte[] event(int version, int number, String type, String data) {
        return "{\"id\":\"7/%d/%d\",\"type\":\"org.pirogue.dataset.version.%s\",\"data\":{\"version\":%d,%s}}"
                .formatted(version, number, type, version, data)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(List<byte[]> events) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            events.forEach(sha::update);
            return HexFormat.of().formatHex(sha.digest());
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
