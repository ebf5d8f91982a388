package org.pirogue.workspace.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever touches a trail is found out, and where; by whoever has the public key, without a database. */
class ChainCheckTest {
    private static final AuditKey KEY = AuditKey.of(AuditKey.made());
    private static final int ENTRIES = 300;
    private static final int TRIALS = 10;
    /** Signed once: that is what takes the time. */
    private static final List<Entry> TRAIL = signed();

    @TempDir
    Path folder;

    /** What somebody with the database does. */
    enum Touch {
        /** another row count, and nothing else */
        UPDATE,
        /** the digest calculated again, too */
        UPDATE_WITH_DIGEST,
        /** all digests from there on calculated again: only the signatures cannot be */
        UPDATE_WITH_ALL_DIGESTS,
        DELETE,
        DELETE_WITH_ALL_DIGESTS,
        REORDER,
        INSERT,
        TAIL_CUT
    }

    @Test
    void anUntouchedTrailIsWhole() throws IOException {
        assertThat(check(trail()).faults()).isEmpty();
        assertThat(check(trail()).entries()).isEqualTo(ENTRIES);
    }

    @ParameterizedTest
    @EnumSource(Touch.class)
    void eachTouchIsFoundAndItsPlaceIsSaid(Touch touch) throws IOException {
        Random random = new Random(20261127 + touch.ordinal());
        for (int trial = 0; trial < TRIALS; trial++) {
            int at = 1 + random.nextInt(ENTRIES - 2);
            List<ChainCheck.Fault> faults =
                    check(touched(trail(), touch, at, random)).faults();

            assertThat(faults).as("%s at %d", touch, at + 1).isNotEmpty();
            assertThat(faults.get(0).seq())
                    .as("%s at %d: %s", touch, at + 1, faults)
                    .isBetween(at + 1L, at + 2L);
        }
    }

    @Test
    void anExportWithoutItsFirstLineOrWithAnothersKeyIsNotWhole() throws IOException {
        Path file = file(trail());
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(1, lines.size()));
        assertThat(ExportCheck.of(file, KEY.open()).whole()).isFalse();

        AuditKey another = AuditKey.of(AuditKey.made());
        assertThat(ExportCheck.of(file(trail()), another.open()).whole()).isFalse();
    }

    @Test
    void wordsThatOthersQuoteDifferentlyAreWrittenAlike() throws IOException {
        Entry entry = Entry.of(
                Deed.allowed(new Actor("é\"\\\u0007", Actor.Kind.PERSON), Verb.READ, "a\nb\u2028/<é>", null),
                Instant.EPOCH,
                null,
                KEY);
        assertThat(check(List.of(entry)).whole()).isTrue();
        assertThat(entry.json()).doesNotContain("\\n", "\\u");
    }

    private static List<Entry> trail() {
        return TRAIL;
    }

    private static List<Entry> signed() {
        List<Entry> trail = new ArrayList<>();
        Entry before = null;
        for (int i = 0; i < ENTRIES; i++) {
            Deed deed =
                    Deed.allowed(new Actor("aline", Actor.Kind.PERSON), Verb.READ, "runs/" + i + "/rejects", "hmis");
            before = Entry.of(deed.rows(i), Instant.EPOCH.plusSeconds(i), before, KEY);
            trail.add(before);
        }
        return List.copyOf(trail);
    }

    /** @param at index of the entry, whose number is one more */
    private static List<Entry> touched(List<Entry> trail, Touch touch, int at, Random random) {
        List<Entry> touched = new ArrayList<>(trail);
        Entry entry = trail.get(at);
        String other = entry.json().replace("\"rows\":" + at, "\"rows\":" + (at + 1_000));
        switch (touch) {
            case UPDATE -> touched.set(at, with(entry, other, entry.hash()));
            case UPDATE_WITH_DIGEST -> touched.set(at, with(entry, other, Entry.digest(other)));
            case UPDATE_WITH_ALL_DIGESTS -> {
                touched.set(at, with(entry, other, Entry.digest(other)));
                chained(touched, at + 1);
            }
            case DELETE -> touched.remove(at);
            case DELETE_WITH_ALL_DIGESTS -> {
                touched.remove(at);
                chained(touched, at);
            }
            case REORDER -> {
                int from = at + 1 + random.nextInt(ENTRIES - at - 1);
                touched.set(at, renumbered(trail.get(from), at + 1));
                touched.set(from, renumbered(entry, from + 1));
            }
            case INSERT -> touched.add(at, with(entry, other, Entry.digest(other)));
            case TAIL_CUT -> touched.subList(at, touched.size()).clear();
        }
        return touched;
    }

    private static void chained(List<Entry> trail, int from) {
        for (int i = Math.max(1, from); i < trail.size(); i++) {
            Entry entry = trail.get(i);
            String json = entry.json()
                    .replaceFirst(
                            "\"previous\":\"[0-9a-f]*\"",
                            "\"previous\":\"" + trail.get(i - 1).hash() + "\"")
                    .replaceFirst("\"seq\":\\d+", "\"seq\":" + (i + 1));
            trail.set(i, renumbered(with(entry, json, Entry.digest(json)), i + 1));
        }
    }

    private static Entry with(Entry entry, String json, String hash) {
        return new Entry(entry.seq(), json, hash, entry.signature(), entry.key());
    }

    private static Entry renumbered(Entry entry, long seq) {
        return new Entry(seq, entry.json(), entry.hash(), entry.signature(), entry.key());
    }

    /** As a table would be read: the number of a row is not in its JSON alone. */
    private static ChainCheck.Result inTable(List<Entry> trail) {
        ChainCheck check = new ChainCheck(Map.of(KEY.name(), KEY.open()));
        trail.forEach(check::accept);
        return check.end(trail().get(ENTRIES - 1));
    }

    private ChainCheck.Result check(List<Entry> trail) throws IOException {
        if (trail.size() > 1) {
            ChainCheck.Result table = inTable(trail);
            ChainCheck.Result export = ExportCheck.of(file(trail), KEY.open());
            assertThat(export.whole()).isEqualTo(table.whole());
            return table;
        }
        return ExportCheck.of(file(trail), KEY.open());
    }

    private Path file(List<Entry> trail) throws IOException {
        // What was signed before anybody touched it.
        List<Entry> before = trail.size() > 1 ? trail() : trail;
        Entry last = before.get(before.size() - 1);
        Path file = folder.resolve("audit.jsonl");
        Files.write(
                file,
                Stream.concat(
                                Stream.of(Lines.head(last.seq(), last.hash(), KEY)),
                                trail.stream().map(Lines::of))
                        .toList());
        return file;
    }
}
