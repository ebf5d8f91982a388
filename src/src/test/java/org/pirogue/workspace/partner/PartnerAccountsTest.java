package org.pirogue.workspace.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pirogue.buffer.topic.PartnerTrail.Handed;
import org.pirogue.buffer.topic.PartnerTrail.Kind;
import org.pirogue.buffer.topic.PartnerTrail.Who;
import org.pirogue.buffer.topic.Partners.Pass;
import org.pirogue.buffer.topic.TopicAddress;
import org.pirogue.ledger.MovedClock;
import org.pirogue.ledger.TestDatabase;
import org.pirogue.workspace.access.Accounts;
import org.pirogue.workspace.access.Members;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Role;
import org.pirogue.workspace.access.Tokens;
import org.pirogue.workspace.audit.Deed;
import org.pirogue.workspace.audit.Outcome;
import org.pirogue.workspace.audit.Verb;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;

/** Partners as the broker asks for them, from accounts and tokens in a real database. */
class PartnerAccountsTest {
    private static final TopicAddress CASES = new TopicAddress("eoc", "cases", 7);
    private static int number;

    private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.source());
    private final Accounts accounts =
            new Accounts(jdbc, new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(4))));
    private final Members members = new Members(jdbc, accounts);
    private final Tokens tokens = new Tokens(jdbc, members);
    private final PartnerAccounts partners = new PartnerAccounts(tokens, accounts, members);
    private final String name = "partner-" + ++number;
    private Tokens.Made token;

    @BeforeEach
    void aPartner() {
        accounts.add(name, "test");
        members.give(name, "eoc", Role.PARTNER, "test");
        token = token(name, Right.RECEIVE);
    }

    private Tokens.Made token(String owner, Right right) {
        return tokens.make(new Tokens.Wish("topics", owner, Set.of("eoc"), Set.of(right), null, 30), "test");
    }

    @AfterEach
    void theTrueTimeAgain() {
        MovedClock.move(TestDatabase.source(), Duration.ZERO);
    }

    @Test
    void anAccountComesByItsOwnTokenOnly() {
        assertThat(partners.signIn(name, token.text()).map(Pass::partner)).contains(name);
        assertThat(partners.workspaces(partners.signIn(name, token.text()).orElseThrow()))
                .containsExactly("eoc");
        assertThat(partners.signIn("somebody", token.text())).isEmpty();
        assertThat(partners.signIn(name, "pir_guess")).isEmpty();
        assertThat(partners.signIn(name, token(name, Right.SEE_RUNS).text()))
                .as("a token without the right")
                .isEmpty();
        assertThat(partners.signIn("topics", token(null, Right.RECEIVE).text()))
                .as("a machine's")
                .isEmpty();
    }

    @Test
    void whatIsTakenAwayEndsIt() {
        Pass pass = partners.signIn(name, token.text()).orElseThrow();
        members.take(name, "eoc", Role.PARTNER);
        assertThat(partners.workspaces(pass)).isEmpty();
        members.give(name, "eoc", Role.PARTNER, "test");
        assertThat(partners.workspaces(pass)).isNotEmpty();
        MovedClock.move(TestDatabase.source(), Duration.ofDays(31));
        assertThat(partners.workspaces(pass)).as("it expired").isEmpty();
        MovedClock.move(TestDatabase.source(), Duration.ZERO);
        tokens.revoke(token.id(), "test");
        assertThat(partners.workspaces(pass)).isEmpty();
        assertThat(partners.signIn(name, token.text())).isEmpty();
    }

    @Test
    void aCertificateIsAnAccountsThatMayReceive() {
        Pass pass = partners.byCertificate(name).orElseThrow();
        assertThat(partners.workspaces(pass)).containsExactly("eoc");
        assertThat(partners.byCertificate("nobody-here")).isEmpty();
        accounts.remove(name);
        assertThat(partners.workspaces(pass)).isEmpty();
        assertThat(partners.byCertificate(name)).isEmpty();
    }

    @Test
    void theTrailSaysWhoGotWhichEventOfWhichVersionBesideTheReadsOfItsShare() {
        List<Deed> deeds = new ArrayList<>();
        var trail = new AuditedPartners(deeds::add, accounts);
        trail.handedOut(List.of(new Handed(name, CASES, "e1", "3", 500L)));
        trail.acknowledged(List.of(new Handed(name, CASES, "gap-1", null, null)));
        assertThat(deeds)
                .extracting(Deed::resource)
                .containsExactly("datasets/eoc/cases/shares/7/3?event=e1", "datasets/eoc/cases/shares/7?event=gap-1");
        assertThat(deeds).extracting(Deed::outcome).containsExactly(Outcome.ALLOWED, Outcome.DONE);
        assertThat(deeds).extracting(Deed::rows).containsExactly(500L, null);
        assertThat(deeds).allSatisfy(deed -> {
            assertThat(deed.who().name()).isEqualTo(name);
            assertThat(deed.verb()).isEqualTo(Verb.SEND);
            assertThat(deed.workspace()).isEqualTo("eoc");
        });
    }

    @Test
    void refusalsNameThePlaceAndNoStrangersWords() {
        List<Deed> deeds = new ArrayList<>();
        var trail = new AuditedPartners(deeds::add, accounts);
        trail.refused(new Who(name, Kind.PARTNER), "consume", CASES + "::other.sub", 4);
        trail.refused(new Who(name, Kind.PARTNER), "send", "an address\nof <mine>" + "x".repeat(500), 1);
        trail.refused(new Who("inbox", Kind.CLIENT), "browse", "hmis.flow", 1);
        trail.signInRefused(new Who("my secret password", Kind.STRANGER));
        trail.signInRefused(new Who(name, Kind.STRANGER));
        assertThat(deeds).extracting(Deed::resource).satisfies(resources -> {
            assertThat(resources.get(0)).isEqualTo("datasets/eoc/cases/shares/7?consume");
            assertThat(resources.get(1))
                    .startsWith("broker/an_address_of__mine_xxx")
                    .hasSizeLessThan(130);
            assertThat(resources.get(2)).isEqualTo("broker/hmis.flow?browse");
        });
        assertThat(deeds)
                .extracting(deed -> deed.who().name())
                .containsExactly(name, name, "client/inbox", "unknown", name);
        assertThat(deeds.get(0).rows()).isEqualTo(4);
        assertThat(deeds).allMatch(deed -> deed.outcome() == Outcome.REFUSED);
    }
}
