package org.pirogue.cli.test;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pirogue.batch.CaseBatch;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Finding;
import org.pirogue.batch.SliceKey;
import org.pirogue.batch.Tally;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowFiles;
import org.pirogue.flow.Relations;
import org.pirogue.ledger.person.KeptCase;
import org.pirogue.ledger.run.Chunk;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.value.Window;
import org.pirogue.prepare.aggregate.Reading;
import org.pirogue.prepare.aggregate.Rules;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.period.PeriodRelation;
import org.pirogue.prepare.period.PeriodType;

/** Plans the closed chunks of what a test gives, as a source would, and makes their batches. */
final class Feed {
    private final Books books;
    private final FlowFiles files;
    private final Relations relations;
    private final Flow flow;

    Feed(Bench bench, Flow flow) {
        this.books = bench.books;
        this.files = bench.bean(FlowFiles.class);
        this.relations = bench.bean(Relations.class);
        this.flow = flow;
    }

    /** @param known slices that this flow wrote before: they are looked at again */
    List<Object> batches(Run run, TestFile.Given given, List<TestFile.Line> known) {
        TreeSet<Window> windows = new TreeSet<>(Books.windows(known));
        if (given.cases() != null) {
            windows.addAll(keep(run, given.cases()));
            return cases(run, books.plan(run, windows));
        }
        List<TestFile.Line> values = Optional.ofNullable(given.values()).orElse(List.of());
        values.forEach(line -> windows.addAll(targets(line)));
        return books.plan(run, windows).stream()
                .<Object>map(chunk ->
                        Books.batch(run.envelope(chunk.number()), chunk.scope(), values, "", this::targetPeriod))
                .toList();
    }

    private List<Window> targets(TestFile.Line line) {
        SliceKey key = new SliceKey("", line.orgUnit(), targetPeriod(line.period()), "");
        Stream<SliceKey> units = relations.aligned(flow, key.orgUnit(), key.period()).stream()
                .map(unit -> new SliceKey("", unit, key.period(), ""));
        Stream<SliceKey> targets = flow.step("map-codes-action").isEmpty()
                ? units
                : units.flatMap(unit -> files.mapping(flow).targetsOf(unit).stream());
        // A unit that no line maps is asked for all the same: what becomes of its values must be seen.
        List<Window> windows = targets.map(Feed::window).toList();
        return windows.isEmpty() ? List.of(window(key)) : windows;
    }

    /** A period of another type than the flow converts comes along: what becomes of it must be seen. */
    private String targetPeriod(String period) {
        Optional<PeriodRelation> relation = flow.step("convert-period-action")
                .flatMap(step -> PeriodRelation.of(type(step, "sourcePeriodType"), type(step, "targetPeriodType")));
        return relation.map(found -> targetPeriod(found, Period.parse(period)).id())
                .orElse(period);
    }

    private static Period targetPeriod(PeriodRelation relation, Period period) {
        return period.type() == relation.source()
                ? relation.targetOf(period)
                : Period.of(relation.target(), period.firstDay());
    }

    private static PeriodType type(Flow.Step step, String parameter) {
        return PeriodType.named(step.parameter(parameter)).orElseThrow();
    }

    private static Window window(SliceKey key) {
        return new Window(key.period(), key.orgUnit());
    }

    private SortedSet<Window> keep(Run run, List<ObjectNode> lines) {
        Rules rules = files.rules(flow);
        String stage = onlyStage(rules);
        replace(run, rules, CaseLines.before(lines, stage), false);
        replace(run, rules, CaseLines.now(lines, stage), true);
        return books.kept.touched(flow.name());
    }

    static String onlyStage(Rules rules) {
        SortedSet<String> stages = rules.fields().stages();
        return stages.size() == 1 ? stages.first() : "";
    }

    private void replace(Run run, Rules rules, List<CaseRecord> records, boolean counted) {
        List<KeptCase> cases = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        Tally tally = Tally.NONE;
        for (CaseRecord record : records) {
            Reading reading = rules.reading(record);
            tally = counted ? tally.plus(reading.tally()) : tally;
            findings.addAll(counted ? reading.findings() : List.of());
            cases.add(new KeptCase(
                    rules.keep(record),
                    rules.touched(record).stream().map(Feed::window).collect(Collectors.toSet())));
        }
        books.kept.replace(run, cases, tally, findings);
    }

    private List<Object> cases(Run run, List<Chunk> chunks) {
        return chunks.stream()
                .<Object>map(chunk -> new CaseBatch(
                        run.envelope(chunk.number()),
                        chunk.scope(),
                        books.kept.cases(flow.name(), chunk.scope()),
                        Tally.NONE))
                .toList();
    }
}
