package org.pirogue.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowException;
import org.pirogue.flow.Flows;
import org.pirogue.flow.MappingAdvice;
import org.pirogue.flow.RejectDesk;
import org.pirogue.ledger.reject.Correction;
import org.pirogue.ledger.reject.Decision;
import org.pirogue.ledger.reject.Reject;
import org.pirogue.ledger.reject.RejectFilter;
import org.pirogue.ledger.reject.Rejects;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.workspace.access.Needs;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Rights;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The REST interface of rejects: look, and decide. */
@RestController
@RequestMapping("/api/rejects")
class RejectController {
    private static final int MOST = 10_000;
    private static final int MOST_GROUPS = 1_000;

    private final Rejects rejects;
    private final RejectDesk desk;
    private final RejectNames names;
    private final MappingAdvice advice;
    private final RunBook runs;
    private final Flows flows;
    private final Rights rights;
    private final Witness witness;

    RejectController(
            Rejects rejects,
            RejectDesk desk,
            RejectNames names,
            MappingAdvice advice,
            RunBook runs,
            Flows flows,
            Rights rights,
            Witness witness) {
        this.rejects = rejects;
        this.desk = desk;
        this.names = names;
        this.advice = advice;
        this.runs = runs;
        this.flows = flows;
        this.rights = rights;
        this.witness = witness;
    }

    /** @param next what to give as {@code after} for the next page, null on the last */
    record Page(
            long count, List<ApiReject> rejects, @Nullable Long next) implements Counted {
        @Override
        public long rows() {
            return rejects.size();
        }
    }

    /** One reject, with all that is known of it. @param before others of the same cell, newest first */
    record Shown(
            ApiReject reject,
            String orgUnitName,
            String dataElementName,
            String optionNames,
            List<Rejects.Event> events,
            List<ApiReject> before,
            MappingAdvice.@Nullable Advice mapping) {}

    /** Rejects told in few lines. @param of how many values should stand at the target, where one run is meant */
    record Summary(
            @Nullable Long run,
            @Nullable String flow,
            long count,
            @Nullable Long of,
            List<Line> lines) implements Counted {
        @Override
        public long rows() {
            return lines.size();
        }
    }

    record Line(
            String code,
            String title,
            String todo,
            long count,
            List<String> periods,
            @Nullable String orgUnit,
            @Nullable String dataElement,
            @Nullable String value,
            String words) {}

    /** What somebody decides. @param by who, where the sign-in is not the person's own */
    record Decided(
            @Nullable String by,
            @Nullable String reason,
            @Nullable String value) {}

    /**
     * A decision about many.
     *
     * @param action replay or dismiss
     * @param ids those that are meant; else the filter says it
     * @param expect how many the filter must match
     */
    record Bulk(
            String action,
            @Nullable List<Long> ids,
            @Nullable RejectQuery filter,
            @Nullable Long expect,
            @Nullable String by,
            @Nullable String reason) {}

    @Needs(value = Right.SEE_CONTENT, of = Needs.Of.LIST)
    @GetMapping
    Page list(
            @ModelAttribute RejectQuery query,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "100") int limit,
            @Nullable String lang,
            Locale accepted) {
        RejectFilter filter = seen(query);
        Hints hints = hints(lang, accepted);
        List<Reject> page = rejects.page(filter, after, Math.max(1, Math.min(limit, MOST)));
        Long next = page.size() < limit || page.isEmpty()
                ? null
                : page.get(page.size() - 1).id();
        return new Page(
                rejects.count(filter),
                page.stream().map(reject -> ApiReject.of(reject, hints)).toList(),
                next);
    }

    /** Written as it is read: a national table does not fit into memory. */
    @Needs(value = Right.SEE_CONTENT, of = Needs.Of.LIST, writesItself = true)
    @GetMapping(produces = "text/csv")
    void table(
            @ModelAttribute RejectQuery query,
            @Nullable String separator,
            @RequestParam(defaultValue = "true") boolean bom,
            @Nullable String lang,
            Locale accepted,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        RejectFilter filter = seen(query);
        witness.streamed(rights.caller(), request, rejects.count(filter));
        Hints hints = hints(lang, accepted);
        // Where decimals have a comma, spreadsheets separate by semicolons.
        String between = Optional.ofNullable(separator)
                .filter(given -> given.length() == 1 && ",;\t".contains(given))
                .orElse(hints.locale().equals(Locale.FRENCH) ? ";" : ",");
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"rejects.csv\"");
        new RejectCsv(hints, names::of).write(rejects.each(filter), between.charAt(0), bom, response.getOutputStream());
    }

    @Needs(value = Right.SEE_CONTENT, of = Needs.Of.LIST)
    @GetMapping("/summary")
    Summary summary(@ModelAttribute RejectQuery query, @Nullable String lang, Locale accepted) {
        RejectFilter filter = seen(query);
        Hints hints = hints(lang, accepted);
        Optional<Run> run = Optional.ofNullable(query.run())
                .flatMap(runs::find)
                .filter(found -> rights.may(Right.SEE_CONTENT, found.workspace()));
        String flow = run.map(Run::flow).orElse(query.flow());
        RejectNames.OfFlow called = names.of(flow == null ? "" : flow);
        List<Line> lines = rejects.groups(filter, Hints.OF_UNITS, MOST_GROUPS).stream()
                .map(group -> line(group, hints, called))
                .toList();
        return new Summary(
                query.run(),
                flow,
                rejects.count(filter),
                run.map(found -> found.desired().desired() + found.retracted().retracted())
                        .orElse(null),
                lines);
    }

    private static Line line(Rejects.Group group, Hints hints, RejectNames.OfFlow called) {
        String subject =
                group.orgUnit() == null ? called.dataElement(group.dataElement()) : called.orgUnit(group.orgUnit());
        Hints.Hint hint = hints.of(group.code(), subject);
        return new Line(
                group.code(),
                hint.title(),
                hint.todo(),
                group.count(),
                group.periods(),
                group.orgUnit(),
                group.dataElement(),
                group.value(),
                group.text());
    }

    @Needs(value = Right.SEE_CONTENT, of = Needs.Of.REJECT)
    @GetMapping("/{id}")
    Shown show(@PathVariable long id, @Nullable String lang, Locale accepted) {
        Reject reject = desk.find(id);
        Hints hints = hints(lang, accepted);
        RejectNames.OfFlow called = names.of(reject.flow());
        return new Shown(
                ApiReject.of(reject, hints),
                called.orgUnit(reject.orgUnit()),
                hints.called(called.dataElement(reject.dataElement())),
                called.categoryOptions(reject.categoryOptions()),
                rejects.events(id),
                rejects.ofSameCell(reject, 20).stream()
                        .map(before -> ApiReject.of(before, hints))
                        .toList(),
                advice.of(reject).orElse(null));
    }

    @Needs(value = Right.SEE_CONTENT, of = Needs.Of.FLOW)
    @GetMapping("/corrections")
    List<Correction> corrections(@Nullable String flow, @RequestParam(defaultValue = "1000") int limit) {
        int most = Math.max(1, Math.min(limit, MOST));
        if (flow != null || rights.workspaces(Right.SEE_CONTENT) == null) {
            return rejects.corrections(flow, Set.of(), most);
        }
        Predicate<String> seen = rights.seen(Right.SEE_CONTENT);
        return rejects.corrections(
                flows.all().stream()
                        .filter(each -> seen.test(each.workspace()))
                        .map(Flow::name)
                        .toList(),
                most);
    }

    @Needs(value = Right.REPLAY, of = Needs.Of.REJECT)
    @PostMapping("/{id}/replay")
    RejectDesk.Done replay(@PathVariable long id, @RequestBody Decided decided, Principal who) {
        return one(id, desk.replay(List.of(desk.find(id).id()), decision(who, decided.by(), decided.reason())));
    }

    @Needs(value = Right.DECIDE, of = Needs.Of.REJECT)
    @PostMapping("/{id}/dismiss")
    RejectDesk.Done dismiss(@PathVariable long id, @RequestBody Decided decided, Principal who) {
        return one(id, desk.dismiss(List.of(desk.find(id).id()), decision(who, decided.by(), decided.reason())));
    }

    @Needs(value = Right.DECIDE, of = Needs.Of.REJECT)
    @PostMapping("/{id}/correct")
    RejectDesk.Done correct(@PathVariable long id, @RequestBody Decided decided, Principal who) {
        String value = Objects.requireNonNullElse(decided.value(), "");
        return desk.correct(id, value, decision(who, decided.by(), decided.reason()));
    }

    @Needs(value = Right.REPLAY, of = Needs.Of.METHOD)
    @PostMapping("/bulk")
    RejectDesk.Done bulk(@RequestBody Bulk bulk, Principal who) {
        Decision decision = decision(who, bulk.by(), bulk.reason());
        boolean replay = "replay".equalsIgnoreCase(bulk.action());
        if (!replay && !"dismiss".equalsIgnoreCase(bulk.action())) {
            throw new FlowException("P488", "'" + bulk.action() + "' is none of [replay, dismiss]");
        }
        Right right = replay ? Right.REPLAY : Right.DECIDE;
        if (bulk.ids() != null) {
            bulk.ids().forEach(id -> within(right, desk.find(id)));
            return replay ? desk.replay(bulk.ids(), decision) : desk.dismiss(bulk.ids(), decision);
        }
        if (bulk.filter() == null) {
            throw new FlowException("P488", "say which rejects are meant: 'ids', or 'filter' with 'expect'");
        }
        RejectFilter filter = bulk.filter().filter(names).within(rights.workspaces(right));
        return replay ? desk.replay(filter, bulk.expect(), decision) : desk.dismiss(filter, bulk.expect(), decision);
    }

    /** Rejects of other workspaces are not there, for whoever may not see them. */
    private RejectFilter seen(RejectQuery query) {
        return query.filter(names).within(rights.workspaces(Right.SEE_CONTENT));
    }

    private void within(Right right, Reject reject) {
        String workspace = runs.find(reject.run()).map(Run::workspace).orElse("");
        if (!rights.caller().knows(workspace)) {
            throw new FlowException("P481", "there is no reject " + reject.id());
        }
        rights.need(right, workspace);
    }

    /** @throws FlowException P482 where it was decided or settled meanwhile */
    private static RejectDesk.Done one(long id, RejectDesk.Done done) {
        if (done.taken().isEmpty()) {
            throw new FlowException(
                    "P482", "reject " + id + " does not stand any more: it was decided, or its value changed");
        }
        return done;
    }

    /** Who signed in is known; who sits there is what they say. */
    private static Decision decision(Principal who, @Nullable String by, @Nullable String reason) {
        String name = by == null || by.isBlank() ? who.getName() : by.strip() + " (" + who.getName() + ")";
        return new Decision(name, Objects.requireNonNullElse(reason, "").strip());
    }

    private static Hints hints(@Nullable String lang, Locale accepted) {
        return Hints.in(lang == null ? accepted : Locale.forLanguageTag(lang.replace('_', '-')));
    }
}
