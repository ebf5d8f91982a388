package org.pirogue.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.flow.RejectDesk;
import org.pirogue.workspace.access.Caller;
import org.pirogue.workspace.access.Needs;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.audit.AuditTrail;
import org.pirogue.workspace.audit.Deed;
import org.pirogue.workspace.audit.Outcome;
import org.pirogue.workspace.audit.Verb;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Writes down what the REST interface was asked for: a change before it is made, what was seen before it is handed out. */
@Component
class Witness {
    /** Why somebody asks, where they say so: a line that the audit trail keeps. */
    static final String PURPOSE = "Pirogue-Purpose";

    private static final String API = "/api/";

    private static final String ASKED = Witness.class.getName();

    private final AuditTrail trail;

    Witness(AuditTrail trail) {
        this.trail = trail;
    }

    /** @param needs null where the method declares none */
    void refused(Caller caller, @Nullable Needs needs, HttpServletRequest request, Verdict verdict) {
        Verb verb = needs == null
                ? Verb.READ
                : verb(needs.value(), isChange(request)).orElse(Verb.READ);
        trail.write(Deed.refused(caller.actor(), verb, resource(request), verdict.workspace())
                .why(purpose(caller, request)));
    }

    /** A change that is about to be made. */
    void asked(Caller caller, Needs needs, HttpServletRequest request) {
        if (!needs.writesItself() && isChange(request)) {
            verb(needs.value(), true).ifPresent(verb -> {
                Deed deed = deed(caller, verb, request);
                trail.write(deed);
                request.setAttribute(ASKED, deed);
            });
        }
    }

    /** What became of it in the end. A change that was allowed, and could not be made, was none. */
    void ended(HttpServletRequest request, int status) {
        if (status >= HttpStatus.BAD_REQUEST.value() && request.getAttribute(ASKED) instanceof Deed deed) {
            trail.write(deed.failed());
        }
    }

    /** An answer that is about to be handed out. */
    void answered(Caller caller, Needs needs, HttpServletRequest request, @Nullable Object body) {
        if (needs.writesItself()) {
            return;
        }
        Optional<Long> rows = rows(body);
        if (!isChange(request)) {
            verb(needs.value(), false)
                    .ifPresent(verb -> trail.write(deed(caller, verb, request).rows(rows.orElse(1L))));
        } else if (rows.isPresent()) {
            verb(needs.value(), true).ifPresent(verb -> {
                Deed deed = deed(caller, verb, request);
                trail.write(new Deed(
                        deed.who(), verb, deed.resource(), deed.workspace(), rows.get(), deed.purpose(), Outcome.DONE));
            });
        }
    }

    /** Many rows are about to be handed out as a stream. */
    void streamed(Caller caller, HttpServletRequest request, long rows) {
        trail.write(deed(caller, Verb.READ, request).rows(rows));
    }

    /** A change that only the method could tell. */
    void done(Caller caller, Verb verb, HttpServletRequest request) {
        trail.write(deed(caller, verb, request));
    }

    private static Deed deed(Caller caller, Verb verb, HttpServletRequest request) {
        String workspace =
                request.getAttribute(EndpointRights.VERDICT) instanceof Verdict verdict ? verdict.workspace() : null;
        return Deed.allowed(caller.actor(), verb, resource(request), workspace).why(purpose(caller, request));
    }

    /** Path, and of which flow or run where a parameter says so. */
    private static String resource(HttpServletRequest request) {
        String path = request.getRequestURI();
        String named = Stream.of("flow", "run")
                .filter(name -> request.getParameter(name) != null)
                .map(name -> name + "=" + request.getParameter(name))
                .collect(Collectors.joining("&"));
        return (path.startsWith(API) ? path.substring(API.length()) : path) + (named.isEmpty() ? "" : "?" + named);
    }

    private static @Nullable String purpose(Caller caller, HttpServletRequest request) {
        String said = request.getHeader(PURPOSE);
        return said == null || said.isBlank() ? caller.purpose() : said;
    }

    private static boolean isChange(HttpServletRequest request) {
        return !request.getMethod().equals("GET") && !request.getMethod().equals("HEAD");
    }

    /** Empty where it is not written down: that something happened may be seen without an entry. */
    private static Optional<Verb> verb(Right right, boolean change) {
        return switch (right) {
            case SEE_CONTENT, READ_DATASET, RECEIVE, SEE_AUDIT, OPEN_CONSOLE -> Optional.of(Verb.READ);
            case SEE_RUNS -> Optional.empty();
            case REPLAY -> ofChange(Verb.REPLAY, change);
            case RUN -> ofChange(Verb.RUN, change);
            case DECIDE -> ofChange(Verb.DECIDE, change);
            case CONFIGURE -> ofChange(Verb.CONFIGURE, change);
            case MANAGE_MEMBERS -> ofChange(Verb.MANAGE, change);
            case PUBLISH -> ofChange(Verb.PUBLISH, change);
            case SHARE -> ofChange(Verb.SHARE, change);
            case ERASE_PERSONS -> Optional.of(change ? Verb.ERASE : Verb.READ);
            case OPERATE -> ofChange(Verb.DEPLOY, change);
        };
    }

    private static Optional<Verb> ofChange(Verb verb, boolean change) {
        return change ? Optional.of(verb) : Optional.empty();
    }

    private static Optional<Long> rows(@Nullable Object body) {
        if (body instanceof Counted counted) {
            return Optional.of(counted.rows());
        }
        if (body instanceof RejectDesk.Done done) {
            return Optional.of((long) done.taken().size());
        }
        return body instanceof Collection<?> many ? Optional.of((long) many.size()) : Optional.empty();
    }
}
