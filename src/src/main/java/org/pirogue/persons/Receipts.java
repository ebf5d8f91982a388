package org.pirogue.persons;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.pirogue.workspace.audit.AuditBook;
import org.pirogue.workspace.audit.Entry;
import org.pirogue.workspace.dataset.PersonRows;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Who has read versions that hold a person, or was sent them, and when: from the audit trail. */
@Component
class Receipts {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 1_000;
    private static final Pattern READ = Pattern.compile(
            "datasets/([^/]+/[^/]+?)(?:/shares/(\\d+))?/(\\d+)(?:/flows/.+|/sql|/outlets/(?:topic|kafka)/[^/]+)?");

    /** An event of a topic that a partner was handed; a version has many. A notice of an erasure has no row. */
    private static final Pattern EVENT = Pattern.compile("(.+)\\?event=\\d+/(?!notice-).+");

    /** Read by whoever was given it, or sent to them row by row. */
    private static final Set<String> GOT = Set.of("read", "send");

    private final Trail trail;

    @Autowired
    Receipts(AuditBook trail) {
        this((search, after) -> trail.find(search, after, PAGE));
    }

    Receipts(Trail trail) {
        this.trail = trail;
    }

    /** Entries page by page, the oldest first. */
    @FunctionalInterface
    interface Trail {
        List<Entry> page(AuditBook.Search search, long after);
    }

    List<Found.Received> of(String workspace, List<PersonRows.Held> held, List<PersonRows.Given> given) {
        Set<String> datasets =
                held.stream().map(each -> each.version().dataset().toString()).collect(Collectors.toSet());
        List<Found.Received> received = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        datasets.forEach(dataset -> read("datasets/" + dataset, workspace).forEach(entry -> {
            String who = entry.path("who").asText();
            String resource = entry.path("resource").asText();
            Matcher event = EVENT.matcher(resource);
            String what = event.matches() ? event.group(1) : resource;
            Matcher read = READ.matcher(what);
            if (read.matches() && holds(read, held, given) && (!event.matches() || taken.add(who + " " + what))) {
                received.add(new Found.Received(entry.path("at").asText(), who, what));
            }
        }));
        received.sort(Comparator.comparing(Found.Received::at));
        return received;
    }

    private static boolean holds(Matcher read, List<PersonRows.Held> held, List<PersonRows.Given> given) {
        long version = Long.parseLong(read.group(3));
        if (read.group(2) == null) {
            return held.stream()
                    .anyMatch(each -> each.version().dataset().toString().equals(read.group(1))
                            && each.version().version() == version);
        }
        long share = Long.parseLong(read.group(2));
        return given.stream()
                .anyMatch(each -> each.share().id() == share && each.versions().contains(version));
    }

    private List<JsonNode> read(String resource, String workspace) {
        List<JsonNode> all = new ArrayList<>();
        AuditBook.Search search = new AuditBook.Search(null, resource, null, null, Set.of(workspace));
        long after = 0;
        List<Entry> page;
        do {
            page = trail.page(search, after);
            page.stream()
                    .map(Receipts::fields)
                    .filter(entry -> GOT.contains(entry.path("verb").asText())
                            && entry.path("outcome").asText().equals("allowed"))
                    .forEach(all::add);
            after = page.isEmpty() ? after : page.get(page.size() - 1).seq();
        } while (page.size() == PAGE);
        return all;
    }

    private static JsonNode fields(Entry entry) {
        try {
            return JSON.readTree(entry.json());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("entry " + entry.seq() + " is no JSON", e);
        }
    }
}
