package org.pirogue.persons;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pirogue.ledger.TestDatabase;
import org.pirogue.workspace.audit.AuditBook;
import org.pirogue.workspace.audit.Entry;
import org.pirogue.workspace.dataset.Dataset;
import org.pirogue.workspace.dataset.PersonRows;
import org.pirogue.workspace.dataset.Publishes;
import org.pirogue.workspace.dataset.Share;

/** Who has got versions that hold a person, as the audit trail says it. */
class ReceiptsTest {
    private final Publishes lab = new Publishes(TestDatabase.source(), "receipts-" + System.nanoTime());
    private final List<Entry> trail = new ArrayList<>();
    private final List<AuditBook.Search> asked = new ArrayList<>();

    private void entry(String verb, String resource, String outcome) {
        entry("w" + trail.size(), verb, resource, outcome);
    }

    private void entry(String who, String verb, String resource, String outcome) {
        trail.add(new Entry(
                trail.size() + 1,
                "{\"at\":\"2026-01-%02d\",\"who\":\"%s\",\"verb\":\"%s\",\"resource\":\"%s\",\"outcome\":\"%s\"}"
                        .formatted(20 - trail.size(), who, verb, resource, outcome),
                "",
                "",
                ""));
    }

    @Test
    void areThoseWhoReadAVersionWithThemOrWereSentItAndNobodyElse() {
        lab.publish(List.of(Publishes.row("erna", "cases", "1")));
        lab.publish(List.of(Publishes.row("b", "cases", "1")));
        lab.datasets.state(lab.name, Dataset.State.PUBLISHED, "tester");
        Share share = lab.shares.add(
                lab.name,
                new Share.Terms(
                        Share.Kind.PARTNER, "pat", List.of("id"), null, List.of(), false, null, null, null, "x", null),
                1L,
                "tester");
        String of = "datasets/" + lab.name;
        entry("read", of + "/1", "allowed");
        entry("read", of + "/2", "allowed");
        entry("read", of + "/1", "refused");
        entry("read", of + "/shares/" + share.id() + "/1", "allowed");
        entry("read", of + "/shares/999999/1", "allowed");
        entry("send", of + "/shares/" + share.id() + "/1/outlets/topic/pat", "allowed");
        entry("send", of + "/shares/" + share.id() + "/1/outlets/topic/pat/complete", "allowed");
        entry("send", of + "/shares/" + share.id() + "/1/outlets/mail/pat", "allowed");
        entry("send", of + "/shares/" + share.id() + "/1?event=" + share.id() + "/1/0", "allowed");
        entry("w8", "send", of + "/shares/" + share.id() + "/1?event=" + share.id() + "/1/1", "allowed");
        entry("send", of + "/shares/" + share.id() + "/1?event=" + share.id() + "/notice-3/0", "allowed");
        entry("read", of + "/shares/" + share.id() + "/1/sql", "allowed");
        entry("configure", of + "/1", "allowed");
        Set<String> names = Set.of("erna");
        List<PersonRows.Held> held =
                lab.personRows().held(Objects.requireNonNull(lab.name).workspace(), names);

        List<Found.Received> received = new Receipts(this::page)
                .of(lab.name.workspace(), held, lab.personRows().given(held, names));

        assertThat(received)
                .as("the oldest first")
                .extracting(Found.Received::who)
                .containsExactly("w11", "w8", "w5", "w3", "w0");
        assertThat(asked).allSatisfy(each -> assertThat(each.toString()).contains(of));
    }

    private List<Entry> page(AuditBook.Search search, long after) {
        asked.add(search);
        return trail.stream().filter(entry -> entry.seq() > after).toList();
    }
}
