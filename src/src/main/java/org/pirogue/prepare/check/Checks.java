package org.pirogue.prepare.check;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;

/**
 * The checks of a flow's {@code quality.yaml}, in its order: a value that one holds back is not shown to the next.
 * Findings' place is the file and the check's name; a kept value's finding ends with "The value was kept.".
 */
public final class Checks {
    private final String place;
    private final List<Entry> entries;

    private record Entry(String name, Check check, Action action) {}

    /** What is done with a value in which a check found something. */
    enum Action {
        KEEP_AND_FLAG("keep-and-flag", " The value was kept."),
        QUARANTINE("quarantine", " The value was held back."),
        /** An estimate stands in its place; where there is none, it is held back. */
        IMPUTE("impute", " The value was held back.");

        private final String name;
        private final String sentence;

        Action(String name, String sentence) {
            this.name = name;
            this.sentence = sentence;
        }

        static Optional<Action> named(String name) {
            return Arrays.stream(values())
                    .filter(action -> action.name.equals(name))
                    .findFirst();
        }
    }

    private Checks(String place, List<Entry> entries) {
        this.place = place;
        this.entries = List.copyOf(entries);
    }

    /** @throws Problems as {@link #read(Reader, String, Clock)} */
    public static Checks read(Path file, Clock clock) {
        String place = file.getFileName().toString();
        try (Reader reader = Files.newBufferedReader(file)) {
            return read(reader, place, clock);
        } catch (IOException unreadable) {
            throw unreadable(place, "it cannot be read");
        }
    }

    /**
     * @param clock decides what today is
     * @throws Problems P240 no YAML list, P241 unknown check, P242 parameter missing, unknown or bad, P243 unknown action
     */
    public static Checks read(Reader reader, String place, Clock clock) {
        JsonNode list = tree(reader, place);
        CheckNames names = new CheckNames(clock);
        List<Problem> problems = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Settings settings = new Settings(list.get(i), place + ", check " + (i + 1), problems);
            entry(settings, names).ifPresent(entries::add);
        }
        if (!problems.isEmpty()) {
            throw new Problems(problems);
        }
        return new Checks(place, entries);
    }

    /** As {@link #apply(SliceBatch, History)}, where nothing is known of other periods. */
    public SliceBatch apply(SliceBatch batch) {
        return apply(batch, History.NONE);
    }

    /**
     * Three things come of it, all in the batch: what was detected is its findings, what was removed is gone from its slices,
     * and what was imputed stands in them as the estimate. Values held back move from used to invalid in the tally where they
     * stand there.
     */
    public SliceBatch apply(SliceBatch batch, History history) {
        Scope open = Completion.unregistered(batch);
        List<Slice> slices = Completion.without(batch.slices());
        long before = Quarantine.valuesIn(slices);
        List<Finding> findings = new ArrayList<>(batch.findings());
        for (Entry entry : entries) {
            List<Finding> found = entry.check.of(slices, history, open);
            slices = switch (entry.action) {
                case KEEP_AND_FLAG -> flagged(found, slices, entry, findings);
                case QUARANTINE -> heldBack(found, slices, entry, findings);
                case IMPUTE -> imputed(found, slices, entry, findings, history);
            };
        }
        long heldBack = before - Quarantine.valuesIn(slices);
        slices = Completion.with(batch.slices(), slices);
        return new SliceBatch(batch.envelope(), batch.scope(), slices, moved(batch.tally(), heldBack), findings);
    }

    /** Whether some value may be replaced by an estimate. */
    public boolean imputes() {
        return entries.stream().anyMatch(entry -> entry.action == Action.IMPUTE);
    }

    private List<Slice> flagged(List<Finding> found, List<Slice> slices, Entry entry, List<Finding> findings) {
        found.forEach(finding -> findings.add(placed(finding, entry, true)));
        return slices;
    }

    private List<Slice> heldBack(List<Finding> found, List<Slice> slices, Entry entry, List<Finding> findings) {
        found.forEach(finding -> findings.add(placed(finding, entry, false)));
        return Quarantine.without(found, slices);
    }

    private List<Slice> imputed(
            List<Finding> found, List<Slice> slices, Entry entry, List<Finding> findings, History history) {
        Imputation.Imputed imputed = new Imputation(history).apply(found, slices);
        imputed.estimated()
                .forEach(finding -> findings.add(new Finding(
                        finding.code(),
                        finding.key(),
                        finding.cell(),
                        finding.value(),
                        place + ", " + entry.name,
                        finding.text(),
                        true)));
        return heldBack(imputed.left(), imputed.slices(), entry, findings);
    }

    private static Optional<Entry> entry(Settings settings, CheckNames names) {
        String name = settings.optional("check").orElse("");
        Optional<Check> check = names.check(name, settings);
        if (check.isEmpty()) {
            settings.problem("P241", name, "check '" + name + "' is not known", "use one of " + names.all());
            return Optional.empty();
        }
        Optional<String> wanted = settings.optional("action");
        Optional<Action> action = wanted.isEmpty() ? Optional.of(Action.QUARANTINE) : wanted.flatMap(Action::named);
        if (action.isEmpty()) {
            settings.problem(
                    "P243",
                    wanted.get(),
                    "action '" + wanted.get() + "' is not known",
                    "write keep-and-flag, quarantine or impute");
        }
        settings.refuseUnknown();
        return action.map(known -> new Entry(name, check.get(), known));
    }

    private static JsonNode tree(Reader reader, String place) {
        try {
            JsonNode tree = new YAMLMapper().readTree(reader);
            if (tree == null || tree.isMissingNode() || tree.isNull()) {
                return new YAMLMapper().createArrayNode();
            }
            if (!tree.isArray()) {
                throw unreadable(place, "it is not a list");
            }
            return tree;
        } catch (JacksonException notYaml) {
            throw unreadable(place, "it is not YAML");
        } catch (IOException unreadable) {
            throw unreadable(place, "it cannot be read");
        }
    }

    private static Problems unreadable(String place, String text) {
        return new Problems(List.of(new Problem("P240", place, null, text, "write a list of checks")));
    }

    private Finding placed(Finding finding, Entry entry, boolean kept) {
        return new Finding(
                finding.code(),
                finding.key(),
                finding.cell(),
                finding.value(),
                place + ", " + entry.name,
                finding.text() + entry.action.sentence,
                kept);
    }

    /** A count's records were tallied when they were read, not here: then nothing moves. */
    private static Tally moved(Tally tally, long heldBack) {
        long moved = Math.min(heldBack, tally.used());
        return new Tally(
                tally.used() - moved,
                tally.ignored(),
                tally.unmapped(),
                tally.invalid() + moved,
                tally.duplicate(),
                tally.suppressed());
    }
}
