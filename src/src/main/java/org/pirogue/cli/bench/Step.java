package org.pirogue.cli.bench;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.prepare.aggregate.Rules;
import org.pirogue.prepare.check.Checks;
import org.pirogue.prepare.check.History;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.period.PeriodType;
import org.pirogue.prepare.rows.Report;
import org.pirogue.prepare.rows.ValueRules;
import org.pirogue.prepare.table.Anonymisation;
import org.pirogue.prepare.table.Deduplication;
import org.pirogue.prepare.table.Join;
import org.pirogue.prepare.table.Scratch;
import org.pirogue.workspace.dataset.Format;

/** A step whose cost is measured alone: what goes in is made while it is read, what comes out is counted and let go. */
enum Step {
    /** Nothing but rows through the scratch, in and out: what the other steps over tables are held against. */
    COPY {
        @Override
        long run(long rows, Ground ground) {
            try (Scratch scratch = ground.scratch().open()) {
                Scratch.Heap heap = scratch.heap();
                for (Iterator<Table.Part> parts = StepData.lineList(rows).parts(); parts.hasNext(); ) {
                    parts.next().rows().forEach(row -> heap.add("", row));
                }
                long count = 0;
                for (Iterator<Scratch.Entry> all = heap.inOrder(); all.hasNext(); all.next()) {
                    count++;
                }
                return count;
            }
        }
    },
    JOIN {
        @Override
        void prepare(long rows, Ground ground) throws IOException {
            StepData.laboratory(ground.laboratory(), Math.max(1, rows / 10), rows);
        }

        @Override
        long run(long rows, Ground ground) {
            return joined(rows, ground);
        }
    },
    /** With a table that does not fit into memory: both are sorted on disk. */
    JOIN_LARGE {
        @Override
        void prepare(long rows, Ground ground) throws IOException {
            StepData.laboratory(ground.laboratory(), rows, rows);
        }

        @Override
        long run(long rows, Ground ground) {
            return joined(rows, ground);
        }
    },
    DEDUPLICATE {
        @Override
        long run(long rows, Ground ground) {
            return drained(Deduplication.read(new StringReader(DOUBLES), "deduplicate.yaml")
                    .apply(StepData.lineList(rows), ground.scratch()));
        }
    },
    ANONYMISE {
        @Override
        long run(long rows, Ground ground) {
            return drained(Anonymisation.read(new StringReader(NAMELESS), "anonymise.yaml")
                    .apply(
                            StepData.lineList(rows),
                            recipient -> "of the benchmark only",
                            (unit, level) -> Optional.of("D" + unit.hashCode() % 40),
                            ground.scratch()));
        }
    },
    /** Rows of a line list into weekly values by unit: through the scratch, sorted by report, counted by five rules. */
    VALUES {
        @Override
        long run(long rows, Ground ground) {
            ValueRules rules = ValueRules.read(new StringReader(VALUE_RULES), "values.csv");
            try (Scratch scratch = ground.scratch().open()) {
                Scratch.Heap heap = scratch.heap();
                List<Period> periods = new ArrayList<>();
                Map<Period, Integer> numbers = new HashMap<>();
                for (Iterator<Table.Part> parts = StepData.lineList(rows).parts(); parts.hasNext(); ) {
                    for (Row row : parts.next().rows()) {
                        Period week = Period.of(PeriodType.WEEKLY, LocalDate.parse(row.value("onset")));
                        if (rules.fate(row, week) == ValueRules.Fate.TAKEN) {
                            long number = numbers.computeIfAbsent(week, any -> {
                                periods.add(week);
                                return periods.size() - 1;
                            });
                            heap.add(
                                    "",
                                    number << 32
                                            | Long.parseLong(row.value("unit").substring(1)),
                                    row);
                        }
                    }
                }
                return values(heap.inOrder(), rules, periods);
            }
        }

        private long values(Iterator<Scratch.Entry> rows, ValueRules rules, List<Period> periods) {
            long given = 0;
            long window = -1;
            Report report = null;
            while (rows.hasNext()) {
                Scratch.Entry entry = rows.next();
                if (report == null || entry.number() != window) {
                    given += counted(report);
                    window = entry.number();
                    report = new Report(
                            rules, entry.row().value("unit"), periods.get((int) (window >>> 32)), Set.of("id", "name"));
                }
                report.add(entry.row());
            }
            return given + counted(report);
        }

        private long counted(@Nullable Report report) {
            return report == null
                    ? 0
                    : report.slices(true).stream()
                            .mapToLong(slice -> slice.values().size())
                            .sum();
        }
    },
    /** Values of reports, each chunk of a month held against two years before it. */
    CHECK {
        @Override
        long run(long values, Ground ground) {
            Checks checks = Checks.read(new StringReader(QUALITY), "quality.yaml", Clock.systemUTC());
            SortedMap<Period, BigDecimal> past = past();
            History history = (slice, cell) -> past;
            long given = 0;
            long read = 0;
            for (long chunk = 0; read < values; chunk++) {
                var batch = checks.apply(StepData.reports(chunk), history);
                read += batch.tally().read();
                given += batch.tally().used();
            }
            return given;
        }
    },
    /** Events of cases, by the rules of Burundi's malaria programme. */
    AGGREGATE {
        @Override
        long run(long events, Ground ground) {
            Rules rules = Rules.read(ground.rules(), PeriodType.MONTHLY);
            long given = 0;
            for (long chunk = 0; chunk * EVENTS < events; chunk++) {
                given += rules.count(StepData.cases(chunk)).slices().stream()
                        .mapToLong(slice -> slice.values().size())
                        .sum();
            }
            return given;
        }
    },
    /** A version of a dataset: copied in, profiled, shown. */
    PUBLISH {
        @Override
        long run(long rows, Ground ground) {
            return ground.datasets().publish(rows);
        }
    },
    PUBLISHED_CSV {
        @Override
        void prepare(long rows, Ground ground) {
            ground.datasets().publish(rows);
        }

        @Override
        long run(long rows, Ground ground) {
            return ground.datasets().file(Format.CSV);
        }
    },
    PUBLISHED_PARQUET {
        @Override
        void prepare(long rows, Ground ground) {
            ground.datasets().publish(rows);
        }

        @Override
        long run(long rows, Ground ground) {
            return ground.datasets().file(Format.PARQUET);
        }
    };

    private static final int EVENTS = 5_000;
    private static final String JOIN_RULES = "with: {file: laboratory.csv, columns: [patient,"
            + " {name: taken, type: date}, result]}\nby: [{left: id, right: patient, normal: [case, spaces]}]\n"
            + "within: {left: onset, right: taken, days: 14}\nseveral: nearest\ntake: [result]\nprefix: lab_\n";
    private static final String VALUE_RULES = "data_element,category_options,take,when result,when age,zero\n"
            + "CASES,LT5,rows,positive,<5,stated\nCASES,GE5,rows,positive,>=5,stated\nTESTED,,rows,<>,,stated\n"
            + "PERSONS,,distinct(id),,,absent\nYEARS,,sum(age),positive,,absent\n";
    private static final String DOUBLES =
            "by: [{column: id, normal: [case, spaces]}]\nkeep: newest\nnewest-by: onset\nmerge: true\n";
    private static final String NAMELESS = "recipient: bench\nunits: units.csv\nothers: drop\ncolumns:\n"
            + "- {column: id, do: pseudonym}\n- {column: age, do: groups, groups: [0, 5, 15, 50]}\n"
            + "- {column: sex, do: keep}\n- {column: unit, do: level, level: 2}\n"
            + "- {column: onset, do: period, to: Monthly}\n- {column: result, do: keep}\n"
            + "anonymity: {quasi-identifiers: [age, sex, unit, onset], k: 5, person: id}\n";
    private static final String QUALITY = "- {check: negative-count}\n- {check: numeric-value}\n"
            + "- {check: consistency, left: CONF, operator: '<=', right: TESTED}\n"
            + "- {check: maximum, max: 100000}\n- {check: period-has-ended}\n"
            + "- {check: outlier, method: median-mad, action: keep-and-flag}\n";

    /** @param laboratory file that the join looks into, @param rules of the aggregation */
    record Ground(Scratch.Place scratch, BenchDatasets datasets, Path laboratory, Path rules) {}

    /** Before the clock runs. */
    void prepare(long rows, Ground ground) throws IOException {}

    /** @return how many rows or values came out */
    abstract long run(long rows, Ground ground);

    /** Whether the time of a copy says something about it. */
    boolean isOfTables() {
        return ordinal() <= VALUES.ordinal();
    }

    void prepared(long rows, Ground ground) {
        try {
            prepare(rows, ground);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long joined(long rows, Ground ground) {
        Join join = Join.read(new StringReader(JOIN_RULES), "join.yaml");
        return drained(join.apply(StepData.lineList(rows), join.lookup(ground.laboratory()), ground.scratch()));
    }

    private static long drained(Table table) {
        long count = 0;
        try (table) {
            for (Iterator<Table.Part> parts = table.parts(); parts.hasNext(); ) {
                count += parts.next().rows().size();
            }
        }
        return count;
    }

    private static SortedMap<Period, BigDecimal> past() {
        SortedMap<Period, BigDecimal> past = new TreeMap<>();
        Period period = Period.parse("199801");
        for (int i = 0; i < 24; i++, period = period.next()) {
            past.put(period, BigDecimal.valueOf(300 + 17L * i % 101));
        }
        return past;
    }
}
