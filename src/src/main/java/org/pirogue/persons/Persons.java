package org.pirogue.persons;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.pirogue.flow.Flows;
import org.pirogue.home.DataDirectory;
import org.pirogue.ledger.column.Alike;
import org.pirogue.ledger.person.Erasures;
import org.pirogue.ledger.person.PersonTraces;
import org.pirogue.workspace.dataset.PersonRows;
import org.pirogue.workspace.dataset.Redaction;
import org.pirogue.workspace.outlet.Outlets;
import org.pirogue.workspace.outlet.Told;
import org.springframework.stereotype.Component;

/** Finds a person in all that a workspace keeps, and erases them there. */
@Component
public class Persons {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Flows flows;
    private final DataDirectory data;
    private final PersonTraces traces;
    private final PersonRows rows;
    private final Redaction redaction;
    private final Erasures erasures;
    private final Receipts receipts;
    private final Outlets outlets;

    Persons(
            Flows flows,
            DataDirectory data,
            PersonTraces traces,
            PersonRows rows,
            Redaction redaction,
            Erasures erasures,
            Receipts receipts,
            Outlets outlets) {
        this.flows = flows;
        this.data = data;
        this.traces = traces;
        this.rows = rows;
        this.redaction = redaction;
        this.erasures = erasures;
        this.receipts = receipts;
        this.outlets = outlets;
    }

    /** @param names all that the person goes by, alike */
    private record Everywhere(
            Set<String> names, PersonTraces.Found ledger, List<PersonRows.Held> held, List<PersonRows.Given> given) {}

    private Everywhere everywhere(String workspace, Sought sought) {
        Names known = Names.of(workspace, flows, data.secrets());
        Predicate<String> same = known.same(sought);
        Set<String> typed = new TreeSet<>(known.all(List.of(sought.said())));
        typed.add(sought.said());
        PersonTraces.Found ledger = traces.find(workspace, typed, same);
        // By the record that is kept, the person is known by more: another list may have used a pseudonym of that.
        Set<String> names = known.all(ledger.names());
        typed.forEach(name -> names.add(Alike.of(name)));
        List<PersonRows.Held> held = rows.held(workspace, names);
        return new Everywhere(names, ledger, held, rows.given(held, names));
    }

    public Found find(String workspace, Sought sought) {
        return told(workspace, everywhere(workspace, sought));
    }

    private Found told(String workspace, Everywhere all) {
        Map<List<String>, Long> kept =
                new TreeMap<>((one, two) -> one.toString().compareTo(two.toString()));
        all.ledger()
                .traces()
                .forEach(trace -> kept.merge(List.of(trace.what(), trace.flow(), trace.state()), 1L, Long::sum));
        return new Found(
                all.held().stream()
                        .map(each -> new Found.InVersion(
                                each.version().dataset().toString(),
                                each.version().version(),
                                each.rows()))
                        .toList(),
                all.given().stream().map(Persons::share).toList(),
                receipts.of(workspace, all.held(), all.given()),
                kept.entrySet().stream()
                        .map(each -> new Found.Kept(
                                each.getKey().get(0),
                                each.getKey().get(1),
                                each.getKey().get(2),
                                each.getValue()))
                        .toList());
    }

    private static Found.InShare share(PersonRows.Given given) {
        return new Found.InShare(
                given.share().id(),
                given.share().dataset().toString(),
                given.share().terms().kind().name().toLowerCase(java.util.Locale.ROOT),
                given.share().terms().recipient(),
                given.versions(),
                given.share().live(),
                given.share().role() != null);
    }

    /** @param erasure its number; 0 where it was only looked at */
    public record Erased(long erasure, Found found, int notices) {}

    /** What would be erased. */
    public Erased look(String workspace, Sought sought) {
        Everywhere all = everywhere(workspace, sought);
        return new Erased(0, told(workspace, all), all.given().size());
    }

    /**
     * Notes first who is not to come back, so that a run that reads meanwhile leaves them out, then takes them away. What a reader
     * holds is told with P772; to erase again goes on where it stopped.
     */
    public Erased erase(String workspace, Sought sought, String reason, String by) {
        if (reason.isBlank()) {
            throw new PersonProblem(
                    "P775", "nobody is erased without a reason: say who asked for it, and where that is kept");
        }
        Everywhere all = everywhere(workspace, sought);
        Found found = told(workspace, all);
        long erasure = erasures.add(workspace, by, reason, all.names(), "{}");
        all.given().forEach(given -> tell(erasure, workspace, given));
        traces.erase(all.ledger().traces());
        for (PersonRows.Held held : all.held()) {
            redaction.of(held.version(), all.names(), erasure, by);
        }
        erasures.removed(erasure, numbers(found));
        return new Erased(erasure, found, all.given().size());
    }

    private void tell(long erasure, String workspace, PersonRows.Given given) {
        long notice = erasures.tell(
                erasure,
                workspace,
                given.share().dataset().name(),
                given.versions(),
                given.share().id(),
                share(given).kind(),
                given.share().terms().recipient(),
                given.known());
        outlets.erased(given.share(), notice);
    }

    private static String numbers(Found found) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("versions", found.datasets().size());
        numbers.put("rows", found.rows());
        found.kept().forEach(kept -> numbers.merge(kept.what(), kept.many(), (a, b) -> (Long) a + (Long) b));
        try {
            return JSON.writeValueAsString(numbers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers are always written", e);
        }
    }

    /** @throws PersonProblem P776 where there is none that stands */
    public void lift(String workspace, long erasure, String reason, String by) {
        if (reason.isBlank() || !erasures.lift(workspace, erasure, by, reason)) {
            throw new PersonProblem(
                    "P776",
                    "erasure " + erasure + " of workspace '" + workspace
                            + "' cannot be lifted: it needs a reason, and to stand still; see ./pirogue persons erasures");
        }
    }

    public List<Erasures.Erasure> erasures(String workspace) {
        return erasures.list(workspace);
    }

    /**
     * A receiver who is to erase a person.
     *
     * @param told by which outlets; none, or none that says {@code told}: a person has to tell them
     */
    public record Notice(@JsonUnwrapped Erasures.Notice notice, List<Told> told) {}

    /** The newest first. */
    public List<Notice> notices() {
        return erasures.notices().stream()
                .map(each -> new Notice(each, outlets.told(each.notice())))
                .toList();
    }

    /** The receiver says that the person is erased there, too. @throws PersonProblem P777 where that is known, or there is none */
    public void done(long notice, String by) {
        if (!erasures.done(notice, by)) {
            throw new PersonProblem("P777", "notice " + notice + " is done already, or there is none");
        }
    }
}
