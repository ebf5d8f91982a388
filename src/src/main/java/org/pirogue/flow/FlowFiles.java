package org.pirogue.flow;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.pirogue.batch.Cell;
import org.pirogue.flow.table.RowTerms;
import org.pirogue.flow.table.TableFileSource;
import org.pirogue.ledger.conflict.Policy;
import org.pirogue.prepare.Digest;
import org.pirogue.prepare.aggregate.Rules;
import org.pirogue.prepare.align.AlignmentRules;
import org.pirogue.prepare.align.ReviewedUnits;
import org.pirogue.prepare.check.Checks;
import org.pirogue.prepare.convert.PeriodConversion;
import org.pirogue.prepare.file.FileRules;
import org.pirogue.prepare.indicate.Indicators;
import org.pirogue.prepare.map.Mapping;
import org.pirogue.prepare.period.PeriodType;
import org.pirogue.prepare.rows.ValueRules;
import org.pirogue.prepare.suppress.Suppression;
import org.pirogue.prepare.table.CaseColumns;

/**
 * The mappings, rules and checks that stand beside flows, each read once. Reading throws
 * {@link org.pirogue.prepare.Problems} with everything that is wrong in a file.
 */
public class FlowFiles {
    private static final String MAP = "map-codes-action";
    private static final String SINK = "dhis2-data-values-sink";
    private static final String REPORTS = "dhis2-completeness-sink";
    private static final String AGGREGATE = "aggregate-events-action";
    private static final String CALCULATE = "calculate-indicators-action";
    private static final String SUPPRESS = "suppress-small-cells-action";
    private static final String CONVERT = "convert-period-action";

    private final Clock clock;
    private final Map<Path, Mapping> mappings = new ConcurrentHashMap<>();
    private final Map<Path, CaseColumns> columns = new ConcurrentHashMap<>();
    private final Map<Path, ValueRules> values = new ConcurrentHashMap<>();
    private final Map<Path, Rules> rules = new ConcurrentHashMap<>();
    private final Map<Path, Checks> checks = new ConcurrentHashMap<>();
    private final Map<Path, Policies> policies = new ConcurrentHashMap<>();
    private final Map<Path, Indicators> indicators = new ConcurrentHashMap<>();
    private final Map<String, Suppression> suppressions = new ConcurrentHashMap<>();

    public FlowFiles(Clock clock) {
        this.clock = clock;
    }

    public Mapping mapping(Flow flow, String file) {
        boolean aligned = flow.step(Relations.ALIGN).isPresent();
        return mappings.computeIfAbsent(flow.file(file), aligned ? Mapping::readCells : Mapping::read);
    }

    public Rules rules(Flow flow, String file, String periodType) {
        PeriodType type = PeriodType.named(periodType)
                .orElseThrow(() -> new FlowException("P162", "'" + periodType + "' is no period type of DHIS2"));
        return rules.computeIfAbsent(flow.file(file), path -> Rules.read(path, type));
    }

    public CaseColumns columns(Flow flow, String file) {
        return columns.computeIfAbsent(flow.file(file), CaseColumns::read);
    }

    public Checks checks(Flow flow, String file) {
        return checks.computeIfAbsent(flow.file(file), path -> Checks.read(path, clock));
    }

    public Policies policies(Flow flow, String file) {
        return policies.computeIfAbsent(flow.file(file), Policies::read);
    }

    /** Forgets what was read of files that are gone. */
    public void forget(Predicate<Path> gone) {
        List.of(mappings, values, rules, checks, policies, indicators)
                .forEach(read -> read.keySet().removeIf(gone));
        suppressions.keySet().removeIf(key -> gone.test(Path.of(key.substring(key.indexOf('\t') + 1))));
    }

    /** @param table empty for none */
    Policies policiesOf(Flow flow, String table) {
        return table.isBlank() ? Policies.NONE : policies(flow, table);
    }

    /** Whether the later edit is to stand in any of the flow's cells. */
    public boolean asksForLatest(Flow flow) {
        return flow.step(MAP).isPresent() && claim(flow).stream().anyMatch(latest(flow));
    }

    /** The cells in which the later edit is to stand. */
    public Predicate<Cell> latest(Flow flow) {
        Map<String, String> said = flow.deliver().stream()
                .filter(step -> step.kamelet().equals(SINK))
                .findFirst()
                .map(Flow.Step::parameters)
                .orElse(Map.of());
        Policies policies = policiesOf(flow, said.getOrDefault("policies", ""));
        boolean usual = "latest".equals(said.get("policy")) || "latest".equals(said.get("firstRun"));
        return cell -> policies.of(cell).map(Policy.LATEST::equals).orElse(usual);
    }

    /** How rows of a table become values. */
    public ValueRules valueRules(Flow flow, String file) {
        return values.computeIfAbsent(flow.file(file), ValueRules::read);
    }

    /**
     * How rows of a table become values in this flow, if they do; held against the table, as far as it is declared.
     *
     * @throws FlowException P719 where the step stands elsewhere than behind a source of tables and steps over tables
     */
    public Optional<ValueRules> checkedValueRules(Flow flow) {
        return flow.step(RowTerms.KAMELET).map(step -> checkedValueRules(flow, step));
    }

    private ValueRules checkedValueRules(Flow flow, Flow.Step step) {
        RowTerms terms = RowTerms.of(step);
        StepOrder order = new StepOrder(flow);
        if (!order.takesRowsInPlace()) {
            throw new FlowException(
                    "P719",
                    "rows-to-values-action stands behind a source of tables, with nothing between but steps over tables,"
                            + " and what follows are steps over values");
        }
        ValueRules found = valueRules(flow, terms.rules());
        if (order.takesRowsOfFiles()) {
            found.check(tableFiles(flow).tableColumns(), terms.columns());
        }
        return found;
    }

    /** Changes with what a table's rows mean as values at the target. */
    public String digest(Flow flow, RowTerms terms, ValueRules rules) {
        return Digest.of(Stream.of(
                terms.digest(),
                rules.digest(),
                flow.step(MAP).isPresent() ? mapping(flow).digest() : "",
                conversion(flow).map(PeriodConversion::digest).orElse(""),
                flow.step(Relations.ALIGN).isPresent() ? reviewedUnits(flow).digest() : "",
                reshaping(flow)));
    }

    /** The mapping that the flow names. */
    public Mapping mapping(Flow flow) {
        return mapping(flow, step(flow, MAP).parameter("mapping"));
    }

    /** The rules that the flow names. */
    public Rules rules(Flow flow) {
        Flow.Step step = step(flow, AGGREGATE);
        return rules(flow, step.parameter("rules"), step.parameters().getOrDefault("periodType", "Monthly"));
    }

    /**
     * The conversion of periods that the flow names, if any.
     *
     * @throws FlowException P507 where the step stands elsewhere than between a source of slices and the mapping, which works
     *     in target periods, or where the flow carries registrations of reports, which nobody converts
     */
    public Optional<PeriodConversion> conversion(Flow flow) {
        Optional<Flow.Step> step = flow.step(CONVERT);
        step.ifPresent(found -> {
            if (!new StepOrder(flow).convertsInPlace() || carriesCompleteness(flow)) {
                throw new FlowException(
                        "P507",
                        "convert-period-action stands directly behind a dhis2-data-values-source, a dhis2-analytics-source or"
                                + " rows-to-values-action, before map-codes-action, and in a flow without 'completeness'");
            }
        });
        return step.map(found -> conversion(
                found.parameter("sourcePeriodType"),
                found.parameter("targetPeriodType"),
                found.parameters().getOrDefault("average", ""),
                found.parameters().getOrDefault("last", ""),
                found.parameters().getOrDefault("incomplete", "use")));
    }

    /**
     * How the flow aligns units.
     *
     * @throws FlowException P507 where the step stands elsewhere than before the mapping, behind nothing but the source and a
     *     conversion of periods
     */
    public AlignmentRules alignmentRules(Flow flow) {
        Flow.Step step = step(flow, Relations.ALIGN);
        if (!new StepOrder(flow).alignsInPlace() || carriesCompleteness(flow)) {
            throw new FlowException(
                    "P507",
                    "align-org-units-action stands behind a source of values, or rows-to-values-action, or its"
                            + " convert-period-action, before map-codes-action, and in a flow without 'completeness'");
        }
        return AlignTerms.of(step).rules();
    }

    /** What people decided about units, beside the flow. */
    public ReviewedUnits reviewedUnits(Flow flow) {
        return reviewedUnits(flow, AlignTerms.of(step(flow, Relations.ALIGN)).review());
    }

    public ReviewedUnits reviewedUnits(Flow flow, String file) {
        return ReviewedUnits.read(flow.file(file));
    }

    /** Whether a source of analytics says what it can be asked. @throws FlowException where it does not */
    public boolean analytics(Flow flow) {
        boolean asks = flow.source().kamelet().equals(AnalyticsTerms.KAMELET);
        if (asks) {
            AnalyticsTerms.of(flow.source()).check(mapping(flow));
        }
        return asks;
    }

    /** The indicators in a file beside the flow. */
    public Indicators indicators(Flow flow, String file) {
        return indicators.computeIfAbsent(flow.file(file), Indicators::read);
    }

    /**
     * The indicators that the flow names, if any.
     *
     * @throws FlowException P507 where the step stands before the mapping, whose cells its formulas name
     */
    public Optional<Indicators> indicators(Flow flow) {
        return flow.step(CALCULATE).map(step -> {
            List<String> names = flow.collect().stream().map(Flow.Step::kamelet).toList();
            if (names.indexOf(MAP) < 0 || names.indexOf(CALCULATE) < names.indexOf(MAP)) {
                throw new FlowException("P507", "calculate-indicators-action stands behind map-codes-action");
            }
            return indicators(flow, step.parameter("indicators"));
        });
    }

    /**
     * The files that a flow reads.
     *
     * @throws FlowException P680 where the key of its source names a column that its files do not have
     */
    public FileRules tableFiles(Flow flow) {
        Flow.Step source = step(flow, "table-file-source");
        FileRules found = fileRules(flow, source.parameter("columns"));
        if ("newest".equals(source.parameters().get("files"))) {
            TableFileSource.keys(source.parameters().getOrDefault("key", ""), found);
        }
        return found;
    }

    /** How the files of a flow look, and the table that is made of them; of today, for it may say that. */
    public FileRules fileRules(Flow flow, String file) {
        try (Reader reader = Files.newBufferedReader(flow.file(file))) {
            return FileRules.read(reader, flow.name() + "/" + file, LocalDate.now(clock));
        } catch (IOException unreadable) {
            throw new FlowException("P680", "'" + file + "' of " + flow.name() + " cannot be read, as UTF-8");
        }
    }

    /** @param groups empty for none */
    public Suppression suppression(Flow flow, int threshold, String groups) {
        return suppressions.computeIfAbsent(
                threshold + "\t" + flow.file(groups),
                any -> Suppression.of(threshold, groups.isBlank() ? null : flow.file(groups)));
    }

    /** What the flow suppresses, if anything. */
    public Optional<Suppression> suppression(Flow flow) {
        return flow.step(SUPPRESS)
                .map(step -> suppression(
                        flow, step.whole("threshold", 5), step.parameters().getOrDefault("groups", "")));
    }

    /** Changes with what the steps behind the mapping make of values; empty where there are none: then all is read again. */
    public String reshaping(Flow flow) {
        return indicators(flow).map(found -> "+" + found.digest()).orElse("")
                + suppression(flow).map(found -> "+" + found.digest()).orElse("");
    }

    /** As the step's parameters say it. */
    public PeriodConversion conversion(String source, String target, String average, String last, String incomplete) {
        return PeriodConversion.of(source, target, average, last, incomplete);
    }

    /** Whether the flow carries that reports are complete. @throws FlowException P164 where it says something unknown */
    public boolean carriesCompleteness(Flow flow) {
        return Completeness.of(flow).carried();
    }

    /**
     * Whether the flow carries that reports are complete, and nothing else.
     *
     * @throws FlowException P565 where its source and its sink are not of one mind about it, or P164
     */
    public boolean carriesOnlyCompleteness(Flow flow) {
        boolean read = !Completeness.of(flow).withValues();
        boolean written =
                flow.deliver().stream().anyMatch(step -> step.kamelet().equals(REPORTS));
        if (read != written) {
            throw new FlowException(
                    "P565",
                    "'completeness: only' of the source, and dhis2-completeness-sink, belong together: without values there is"
                            + " nothing for another sink, and with them there would be one that drops them");
        }
        return read;
    }

    /** The cells of the target that the flow names, and beyond which it touches nothing. */
    public Set<Cell> claim(Flow flow) {
        if (!Completeness.of(flow).withValues()) {
            return Set.of(Cell.COMPLETE);
        }
        Set<Cell> cells = flow.step(MAP).isPresent()
                ? mapped(flow)
                : flow.step(RowTerms.KAMELET)
                        .map(step -> valueRules(flow, step.parameter("rules")).claim())
                        .orElseGet(() -> rules(flow).claim());
        if (!carriesCompleteness(flow)) {
            return cells;
        }
        Set<Cell> all = new TreeSet<>(cells);
        all.add(Cell.COMPLETE);
        return all;
    }

    /** What the mapping names, or the indicators over it, or both where the flow keeps both. */
    private Set<Cell> mapped(Flow flow) {
        Set<Cell> cells = new TreeSet<>();
        Optional<Flow.Step> step = flow.step(CALCULATE);
        if (step.isEmpty() || "keep".equals(step.get().parameters().get("inputs"))) {
            cells.addAll(mapping(flow).claim());
        }
        indicators(flow).ifPresent(found -> cells.addAll(found.claim()));
        return cells;
    }

    private static Flow.Step step(Flow flow, String kamelet) {
        return flow.step(kamelet)
                .orElseThrow(() -> new FlowException("P161", "flow '" + flow.name() + "' has no " + kamelet));
    }
}
