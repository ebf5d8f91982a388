package org.pirogue.console;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pirogue.buffer.DeadLetters;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowException;
import org.pirogue.flow.Flows;
import org.pirogue.ledger.reject.Decision;
import org.pirogue.ledger.reject.FailedMessages;
import org.pirogue.ledger.value.SliceMessage;
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

/**
 * The REST interface of messages that could not be processed at all. What the receiver refused is not here: those are
 * rejects.
 */
@RestController
@RequestMapping("/api/dead-letters")
class DeadLetterController {
    private static final int MOST = 1_000;
    private static final String DUE = "what is due of it stays in the ledger: the sweep sends it again by itself";

    private final DeadLetters letters;
    private final FailedMessages failed;
    private final Flows flows;
    private final Places places;
    private final Rights rights;
    private final Witness witness;

    DeadLetterController(
            DeadLetters letters, FailedMessages failed, Flows flows, Places places, Rights rights, Witness witness) {
        this.letters = letters;
        this.failed = failed;
        this.flows = flows;
        this.places = places;
        this.rights = rights;
        this.witness = witness;
    }

    /**
     * A dead letter without its body.
     *
     * @param flow that the queue belongs to; null where there is none any more
     * @param attempts null, as all that follows, where Pirogue itself did not see it fail
     * @param slices null where it is no batch of slices
     */
    record Shown(
            long id,
            String queue,
            @Nullable String flow,
            Instant sentAt,
            @Nullable Integer attempts,
            @Nullable Instant failedAt,
            @Nullable String code,
            @Nullable String text,
            @Nullable Integer slices,
            @Nullable Long run,
            @Nullable String body) {}

    /** @param by who, where the sign-in is not the person's own */
    record Decided(@Nullable String by, @Nullable String reason) {}

    record Taken(long id, String queue, String note) {}

    @Needs(value = Right.SEE_RUNS, of = Needs.Of.LIST)
    @GetMapping
    List<Shown> list(@RequestParam(defaultValue = "100") int limit) {
        Predicate<String> seen = rights.seen(Right.SEE_RUNS);
        boolean everywhere = rights.workspaces(Right.SEE_RUNS) == null;
        return letters
                .list(everywhere ? Math.max(1, Math.min(limit, MOST)) : MOST, letter -> shown(letter, false))
                .stream()
                .filter(each -> everywhere || seen.test(String.valueOf(places.ofQueue(each.queue()))))
                .limit(Math.max(1, limit))
                .toList();
    }

    /** @param body whether the body is asked for, which only the administrator gets: it may be anything */
    @Needs(value = Right.SEE_RUNS, of = Needs.Of.DEAD_LETTER, writesItself = true)
    @GetMapping("/{id}")
    Shown show(@PathVariable long id, @RequestParam(defaultValue = "false") boolean body, HttpServletRequest request) {
        if (body && !rights.caller().everywhere().contains(Right.OPEN_CONSOLE)) {
            throw new FlowException("P492", "the body of a message is shown to the administrator only");
        }
        DeadLetters.Letter letter = find(id);
        if (body) {
            witness.streamed(rights.caller(), request, 1);
        }
        return shown(letter, body);
    }

    @Needs(value = Right.REPLAY, of = Needs.Of.DEAD_LETTER)
    @PostMapping("/{id}/replay")
    Taken replay(@PathVariable long id, @RequestBody Decided decided, Principal who) {
        DeadLetters.Letter letter = find(id);
        failed.decided(letter.queue(), letter.messageId(), "replayed", decision(decided, who));
        if (!letters.replay(letter)) {
            throw gone(id);
        }
        return new Taken(id, letter.queue(), "it waits in " + letter.queue() + " again");
    }

    @Needs(value = Right.DECIDE, of = Needs.Of.DEAD_LETTER)
    @PostMapping("/{id}/discard")
    Taken discard(@PathVariable long id, @RequestBody Decided decided, Principal who) {
        Decision decision = decision(decided, who);
        if (decision.reason().isEmpty()) {
            throw new FlowException("P489", "say why: whoever looks at it next year does not know any more");
        }
        DeadLetters.Letter letter = find(id);
        failed.decided(letter.queue(), letter.messageId(), "discarded", decision);
        if (!letters.discard(letter)) {
            throw gone(id);
        }
        return new Taken(id, letter.queue(), DUE);
    }

    private DeadLetters.Letter find(long id) {
        return letters.find(id).orElseThrow(() -> gone(id));
    }

    private static FlowException gone(long id) {
        return new FlowException("P490", "there is no dead letter " + id);
    }

    private static Decision decision(Decided decided, Principal who) {
        String by = decided.by() == null || decided.by().isBlank()
                ? who.getName()
                : decided.by().strip() + " (" + who.getName() + ")";
        return new Decision(by, Objects.requireNonNullElse(decided.reason(), "").strip());
    }

    private Shown shown(DeadLetters.Letter letter, boolean withBody) {
        Optional<FailedMessages.Failed> why = failed.find(letter.queue(), letter.messageId());
        Optional<SliceMessage> message = message(letter.body());
        return new Shown(
                letter.id(),
                letter.queue(),
                flows.all().stream()
                        .filter(flow -> flow.queue().equals(letter.queue()))
                        .map(Flow::name)
                        .findFirst()
                        .orElse(null),
                letter.sentAt(),
                why.map(FailedMessages.Failed::attempts).orElse(null),
                why.map(FailedMessages.Failed::at).orElse(null),
                why.map(FailedMessages.Failed::code).orElse(null),
                why.map(FailedMessages.Failed::text).orElse(null),
                message.map(each -> each.slices().size()).orElse(null),
                message.map(each -> each.envelope().run()).orElse(null),
                withBody ? letter.body() : null);
    }

    private static Optional<SliceMessage> message(@Nullable String body) {
        try {
            return body == null ? Optional.empty() : Optional.of(SliceMessage.fromJson(body));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
