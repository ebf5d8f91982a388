package org.pirogue.console;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.ledger.person.Erasures;
import org.pirogue.persons.Found;
import org.pirogue.persons.Persons;
import org.pirogue.persons.Sought;
import org.pirogue.workspace.access.Caller;
import org.pirogue.workspace.access.Needs;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Rights;
import org.pirogue.workspace.audit.AuditTrail;
import org.pirogue.workspace.audit.Deed;
import org.pirogue.workspace.audit.Verb;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The REST interface of the rights of persons. Who is meant stands in the body of the request only: in no address, no log and no
 * entry of the audit trail.
 */
@RestController
@RequestMapping("/api")
class PersonsController {
    private final Persons persons;
    private final Rights rights;
    private final AuditTrail trail;

    PersonsController(Persons persons, Rights rights, AuditTrail trail) {
        this.persons = persons;
        this.rights = rights;
        this.trail = trail;
    }

    /** @param dryRun only looks at what would be erased */
    record Wish(
            @Nullable String pseudonym,
            @Nullable String identifier,
            @Nullable String reason,
            boolean dryRun) {
        Sought sought() {
            return new Sought(pseudonym, identifier);
        }

        @Override
        public String toString() {
            return "a person";
        }
    }

    record Lift(@Nullable String reason) {}

    @Needs(value = Right.ERASE_PERSONS, of = Needs.Of.WORKSPACE, writesItself = true)
    @PostMapping("/workspaces/{workspace}/persons/find")
    Found find(@PathVariable String workspace, @RequestBody Wish wish) {
        Sought sought = wish.sought();
        written(Verb.READ, workspace, "persons/find", wish.reason());
        return persons.find(workspace, sought);
    }

    @Needs(value = Right.ERASE_PERSONS, of = Needs.Of.WORKSPACE, writesItself = true)
    @PostMapping("/workspaces/{workspace}/persons/erase")
    Persons.Erased erase(@PathVariable String workspace, @RequestBody Wish wish) {
        Sought sought = wish.sought();
        if (wish.dryRun()) {
            written(Verb.READ, workspace, "persons/erase?dry-run", wish.reason());
            return persons.look(workspace, sought);
        }
        written(Verb.ERASE, workspace, "persons/erase", wish.reason());
        Persons.Erased erased = persons.erase(
                workspace,
                sought,
                wish.reason() == null ? "" : wish.reason(),
                rights.caller().name());
        trail.write(Deed.allowed(
                        rights.caller().actor(),
                        Verb.ERASE,
                        resource(workspace, "persons/erasures/" + erased.erasure()),
                        workspace)
                .rows(erased.found().rows())
                .why(wish.reason()));
        return erased;
    }

    @Needs(value = Right.ERASE_PERSONS, of = Needs.Of.WORKSPACE)
    @GetMapping("/workspaces/{workspace}/persons/erasures")
    List<Erasures.Erasure> erasures(@PathVariable String workspace) {
        return persons.erasures(workspace);
    }

    @Needs(value = Right.ERASE_PERSONS, of = Needs.Of.WORKSPACE, writesItself = true)
    @PostMapping("/workspaces/{workspace}/persons/erasures/{erasure}/lift")
    List<Erasures.Erasure> lift(@PathVariable String workspace, @PathVariable long erasure, @RequestBody Lift wish) {
        written(Verb.ERASE, workspace, "persons/erasures/" + erasure + "/lift", wish.reason());
        persons.lift(
                workspace,
                erasure,
                wish.reason() == null ? "" : wish.reason(),
                rights.caller().name());
        return persons.erasures(workspace);
    }

    /** Erasures that concern whoever asks: as the receiver of a share, or of their workspace. */
    @Needs(value = Right.RECEIVE, of = Needs.Of.LIST)
    @GetMapping("/shares/notices")
    List<Persons.Notice> notices() {
        Caller caller = rights.caller();
        return persons.notices().stream()
                .filter(each -> isReceiver(each.notice(), caller)
                        || caller.may(Right.ERASE_PERSONS, each.notice().workspace()))
                .toList();
    }

    /** The receiver says that the person is erased there, too. */
    @Needs(value = Right.RECEIVE, of = Needs.Of.METHOD, writesItself = true)
    @PostMapping("/shares/notices/{notice}/done")
    List<Persons.Notice> done(@PathVariable long notice) {
        Caller caller = rights.caller();
        String workspace = notices().stream()
                .map(Persons.Notice::notice)
                .filter(each -> each.notice() == notice && isReceiver(each, caller))
                .map(Erasures.Notice::workspace)
                .findFirst()
                .orElse("");
        if (!workspace.isEmpty()) {
            written(Verb.ERASE, workspace, "persons/notices/" + notice + "/done", null);
        }
        persons.done(workspace.isEmpty() ? 0 : notice, caller.name());
        return notices();
    }

    private static boolean isReceiver(Erasures.Notice notice, Caller caller) {
        return notice.kind().equals("workspace")
                ? caller.may(Right.RECEIVE, notice.recipient())
                : caller.is(notice.recipient()) && caller.may(Right.RECEIVE, notice.workspace());
    }

    private void written(Verb verb, String workspace, String what, @Nullable String why) {
        trail.write(Deed.allowed(rights.caller().actor(), verb, resource(workspace, what), workspace)
                .why(why));
    }

    private static String resource(String workspace, String what) {
        return "workspaces/" + workspace + "/" + what;
    }
}
