package org.pirogue.console;

import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.flow.FlowException;
import org.pirogue.flow.Flows;
import org.pirogue.flow.Pairs;
import org.pirogue.ledger.conflict.Conflict;
import org.pirogue.ledger.conflict.Foreign;
import org.pirogue.ledger.decision.Conflicts;
import org.pirogue.workspace.access.Needs;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Rights;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The REST interface of what somebody else changed at a target. */
@RestController
@RequestMapping("/api")
class ConflictController {
    private static final int MOST = 10_000;

    private final Flows flows;
    private final Conflicts conflicts;
    private final Foreign foreign;
    private final Pairs pairs;
    private final Places places;
    private final Rights rights;

    ConflictController(Flows flows, Conflicts conflicts, Foreign foreign, Pairs pairs, Places places, Rights rights) {
        this.flows = flows;
        this.conflicts = conflicts;
        this.foreign = foreign;
        this.pairs = pairs;
        this.places = places;
        this.rights = rights;
    }

    /** @param keep {@code source} or {@code target}; {@code reason}: why, in the person's words */
    record Settle(@Nullable String keep, @Nullable String reason) {}

    /** @param ids the conflicts */
    record SettleMany(
            @Nullable List<Long> ids,
            @Nullable String keep,
            @Nullable String reason) {}

    /** @param state {@code open} where nothing is said, {@code all}, {@code settled} or {@code gone} */
    @Needs(value = Right.SEE_CONTENT, of = Needs.Of.FLOW)
    @GetMapping("/conflicts")
    List<ApiConflict> list(
            @RequestParam(required = false) @Nullable String flow,
            @RequestParam(defaultValue = "open") String state,
            @RequestParam(defaultValue = "1000") int limit) {
        Predicate<String> seen = rights.seen(Right.SEE_CONTENT);
        Stream<String> of = flow == null
                ? flows.all().stream()
                        .filter(each -> seen.test(each.workspace()))
                        .map(each -> each.name())
                : Stream.of(flows.get(flow).name());
        int most = Math.max(1, Math.min(limit, MOST));
        return of.flatMap(name -> conflicts.list(name, state(state), most).stream())
                .limit(most)
                .map(ApiConflict::of)
                .toList();
    }

    @Needs(value = Right.SEE_CONTENT, of = Needs.Of.CONFLICT)
    @GetMapping("/conflicts/{id}")
    ApiConflict conflict(@PathVariable long id) {
        return ApiConflict.of(known(id));
    }

    @Needs(value = Right.DECIDE, of = Needs.Of.CONFLICT)
    @PostMapping("/conflicts/{id}")
    ApiConflict settle(@PathVariable long id, @RequestBody Settle asked, Principal person) {
        Conflict before = known(id);
        if (settle(List.of(id), asked.keep(), asked.reason(), person).isEmpty()) {
            throw new FlowException(
                    "P428",
                    "conflict " + id + " is not open: it is " + lower(before.state()) + ", or a side has changed");
        }
        return ApiConflict.of(known(id));
    }

    /** Those that are open; which were is in the answer. */
    @Needs(value = Right.DECIDE, of = Needs.Of.LIST)
    @PostMapping("/conflicts")
    List<ApiConflict> settle(@RequestBody SettleMany asked, Principal person) {
        List<Long> ids = asked.ids() == null ? List.of() : asked.ids();
        ids.forEach(this::mayDecide);
        return settle(ids, asked.keep(), asked.reason(), person).stream()
                .map(each -> ApiConflict.of(known(each.id())))
                .toList();
    }

    @Needs(value = Right.SEE_CONTENT, of = Needs.Of.FLOW)
    @GetMapping("/flows/{flow}/foreign")
    List<ApiForeign> foreign(@PathVariable String flow, @RequestParam(defaultValue = "1000") int limit) {
        return foreign.list(flows.get(flow).name(), Math.max(1, Math.min(limit, MOST))).stream()
                .map(ApiForeign::of)
                .toList();
    }

    private List<Conflict> settle(List<Long> ids, @Nullable String keep, @Nullable String reason, Principal person) {
        if (reason == null || reason.isBlank()) {
            throw new FlowException("P429", "say why: a reason is kept with the conflict");
        }
        return conflicts.settle(ids, keep(keep), person.getName(), reason.strip(), pairs::mirrorOf);
    }

    private void mayDecide(long id) {
        places.ofConflict(id).ifPresent(workspace -> {
            if (!rights.caller().knows(workspace)) {
                throw new FlowException("P427", "there is no conflict " + id);
            }
            rights.need(Right.DECIDE, workspace);
        });
    }

    private Conflict known(long id) {
        return conflicts.find(id).orElseThrow(() -> new FlowException("P427", "there is no conflict " + id));
    }

    private static Conflict.Keep keep(@Nullable String keep) {
        return switch (String.valueOf(keep)) {
            case "source" -> Conflict.Keep.SOURCE;
            case "target" -> Conflict.Keep.TARGET;
            default -> throw new FlowException("P429", "say what is kept: 'source' or 'target'");
        };
    }

    private static Conflict.@Nullable State state(String state) {
        return switch (state) {
            case "all" -> null;
            case "open" -> Conflict.State.OPEN;
            case "settled" -> Conflict.State.SETTLED;
            case "gone" -> Conflict.State.GONE;
            default -> throw new FlowException("P429", "the state is open, settled, gone or all");
        };
    }

    private static String lower(Conflict.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
