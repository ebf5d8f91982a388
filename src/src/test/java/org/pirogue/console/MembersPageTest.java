package org.pirogue.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pirogue.ledger.TestDatabase;
import org.pirogue.workspace.access.Accounts;
import org.pirogue.workspace.access.Caller;
import org.pirogue.workspace.access.Members;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Role;
import org.pirogue.workspace.access.Tokens;
import org.pirogue.workspace.audit.Actor;
import org.pirogue.workspace.dataset.Dataset;
import org.pirogue.workspace.dataset.Publishes;
import org.pirogue.workspace.dataset.Share;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.ui.ExtendedModelMap;

/** Which shares and datasets are on the page of a member and of a partner; {@code RuntimeIT} looks at their flows. */
class MembersPageTest {
    private static final String HERE = "page-" + System.nanoTime();
    private static final Publishes LAB = new Publishes(TestDatabase.source(), HERE);
    private static DatasetServer server;
    private static Share pats;
    private static Share anns;
    private static Share gone;
    private static Share ofAnother;

    @BeforeAll
    static void serve() {
        server = new DatasetServer(LAB);
        LAB.publish(Publishes.rows(3, "1"));
        LAB.datasets.state(LAB.name, Dataset.State.PUBLISHED, "tester");
        pats = share(Share.Kind.PARTNER, "pat");
        anns = share(Share.Kind.PARTNER, "ann");
        gone = share(Share.Kind.PARTNER, "pat");
        LAB.shares.withdraw(gone.id(), "tester");
        ofAnother = share(Share.Kind.WORKSPACE, "another-" + HERE);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    private static Share share(Share.Kind kind, String to) {
        return LAB.shares.add(
                LAB.name,
                new Share.Terms(kind, to, List.of("id"), null, List.of(), false, null, null, null, "reports", null),
                null,
                "tester");
    }

    private static Map<String, Object> page(String name, String workspace, Role role) {
        return page(Caller.of(name, Actor.Kind.PERSON, Map.of(workspace, Set.of(role)), null));
    }

    private static Map<String, Object> page(Caller caller) {
        var who = SignedIn.as(caller);
        SecurityContextHolder.getContext().setAuthentication(who);
        MembersPage page = new MembersPage(
                server.bean(org.pirogue.workspace.access.Rights.class),
                new org.pirogue.home.HomeSettings("burundi", ".", ".", "."),
                null,
                server.bean(DatasetController.class),
                server.bean(ShareController.class),
                new TokensController(
                        new Tokens(
                                LAB.jdbc, new Members(LAB.jdbc, new Accounts(LAB.jdbc, new BCryptPasswordEncoder(4)))),
                        server.bean(org.pirogue.workspace.access.Rights.class)));
        ExtendedModelMap shown = new ExtendedModelMap();
        page.show(who, new MockHttpServletRequest(), shown);
        return shown;
    }

    @SuppressWarnings("unchecked")
    private static List<Long> shares(Map<String, Object> page) {
        return ((List<ApiShare>) page.get("shares"))
                .stream().map(ApiShare::share).toList();
    }

    @Test
    void aPartnerSeesTheLivingSharesThatAreTheirsAndNeitherDatasetsNorFlows() {
        Map<String, Object> page = page("pat", HERE, Role.PARTNER);
        assertThat(shares(page)).containsExactly(pats.id());
        assertThat(page.get("datasets")).isEqualTo(List.of());
        assertThat(page.get("flows")).isEqualTo(List.of());
        assertThat(page.get("administrator")).isEqualTo(false);
        assertThat(shares(page("ann", HERE, Role.PARTNER))).containsExactly(anns.id());
        assertThat(shares(page("joe", HERE, Role.PARTNER))).isEmpty();
        assertThat(shares(page("mia", "another-" + HERE, Role.PARTNER))).containsExactly(ofAnother.id());
    }

    /** The shares of one's own datasets are found with those, not among what others gave. */
    @Test
    void whoReadsTheDatasetsOfAWorkspaceSeesThemAndNotTheirSharesAndThoseOfNoOther() {
        Set<Right> some = Set.of(Right.RECEIVE, Right.READ_DATASET);
        Map<String, Object> own = page(new Caller("lea", Actor.Kind.PERSON, "lea", Set.of(), Map.of(HERE, some), null));
        assertThat(own.get("datasets").toString()).contains(LAB.name.name());
        assertThat(shares(own)).isEmpty();
        Map<String, Object> elsewhere =
                page(new Caller("lea", Actor.Kind.PERSON, "lea", Set.of(), Map.of("nowhere", some), null));
        assertThat(elsewhere.get("datasets")).isEqualTo(List.of());
        assertThat(shares(elsewhere)).isEmpty();
    }
}
