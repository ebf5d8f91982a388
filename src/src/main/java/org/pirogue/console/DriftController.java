package org.pirogue.console;

import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pirogue.flow.Reconciliation;
import org.pirogue.ledger.value.Drift;
import org.pirogue.workspace.access.Needs;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Rights;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The REST interface of comparisons: what has drifted, cell by cell, and the repair. */
@RestController
@RequestMapping("/api/runs/{run}")
class DriftController {
    private static final int MOST = 10_000;

    private final Reconciliation reconciliation;
    private final Rights rights;
    private final Witness witness;

    DriftController(Reconciliation reconciliation, Rights rights, Witness witness) {
        this.reconciliation = reconciliation;
        this.rights = rights;
        this.witness = witness;
    }

    /** A cell; values are null where nothing stands. */
    record Shown(
            String dataSet,
            String orgUnit,
            String period,
            String attributeOptions,
            String dataElement,
            String categoryOptions,
            String kind,
            @Nullable String source,
            @Nullable String ledger,
            @Nullable String target,
            boolean repaired) {
        static Shown of(Drift drift) {
            return new Shown(
                    drift.key().dataSet(),
                    drift.key().orgUnit(),
                    drift.key().period(),
                    drift.key().attributeOptions(),
                    drift.cell().dataElement(),
                    drift.cell().categoryOptions(),
                    name(drift.kind()),
                    drift.source(),
                    drift.ledger(),
                    drift.target(),
                    drift.repaired());
        }

        String[] fields() {
            return new String[] {
                period,
                orgUnit,
                dataSet,
                attributeOptions,
                dataElement,
                categoryOptions,
                kind,
                Objects.requireNonNullElse(source, ""),
                Objects.requireNonNullElse(ledger, ""),
                Objects.requireNonNullElse(target, ""),
                repaired ? "yes" : ""
            };
        }
    }

    /** How many cells were delivered again. */
    record Repaired(int cells) {}

    @Needs(value = Right.SEE_CONTENT, of = Needs.Of.RUN)
    @GetMapping("/drift")
    List<Shown> drift(
            @PathVariable long run,
            @RequestParam(defaultValue = "1000") int limit,
            @RequestParam(defaultValue = "0") int offset) {
        return reconciliation.list(run, Math.max(1, Math.min(limit, MOST)), Math.max(0, offset)).stream()
                .map(Shown::of)
                .toList();
    }

    /** Number of cells by kind. */
    @Needs(value = Right.SEE_RUNS, of = Needs.Of.RUN)
    @GetMapping("/drift/counts")
    Map<String, Long> counts(@PathVariable long run) {
        Map<String, Long> counts = new TreeMap<>();
        reconciliation.counts(run).forEach((kind, cells) -> counts.put(name(kind), cells));
        return counts;
    }

    /** All of it, as a table for a spreadsheet; written while it is read. */
    @Needs(value = Right.SEE_CONTENT, of = Needs.Of.RUN, writesItself = true)
    @GetMapping("/drift.csv")
    void sheet(@PathVariable long run, HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<Drift> first = reconciliation.list(run, MOST, 0);
        long cells = reconciliation.counts(run).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        witness.streamed(rights.caller(), request, cells);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"drift-" + run + ".csv\"");
        write(response.getWriter(), run, first);
    }

    private void write(Writer out, long run, List<Drift> first) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(out);
        csv.writeRecord(
                "period",
                "org_unit",
                "data_set",
                "attribute_options",
                "data_element",
                "category_options",
                "kind",
                "source",
                "ledger",
                "target",
                "repaired");
        List<Drift> page = first;
        for (int offset = MOST; !page.isEmpty(); offset += MOST) {
            page.forEach(drift -> csv.writeRecord(Shown.of(drift).fields()));
            page = page.size() < MOST ? List.of() : reconciliation.list(run, MOST, offset);
        }
        csv.flush();
    }

    /** Delivers again what is missing at the target; nothing else is repaired from here. */
    @Needs(value = Right.REPLAY, of = Needs.Of.RUN)
    @PostMapping("/repair")
    Repaired repair(@PathVariable long run, Principal who) {
        return new Repaired(reconciliation.repair(run, who.getName()));
    }

    private static String name(Drift.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
