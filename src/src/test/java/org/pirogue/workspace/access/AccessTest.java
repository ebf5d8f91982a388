package org.pirogue.workspace.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pirogue.ledger.MovedClock;
import org.pirogue.ledger.TestDatabase;
import org.pirogue.workspace.audit.Actor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;

/** Accounts, roles and tokens in a real database. */
class AccessTest {
    private static int number;

    private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.source());
    private final Accounts accounts =
            new Accounts(jdbc, new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(4))));
    private final Members members = new Members(jdbc, accounts);
    private final Tokens tokens = new Tokens(jdbc, members);
    private final String name = "person-" + ++number;

    @AfterEach
    void theTrueTimeAgain() {
        MovedClock.move(TestDatabase.source(), Duration.ZERO);
    }

    @Test
    void waitsRiseWithEachWrongPasswordAndEndWithTheRightOne() {
        accounts.add(name, "test");
        for (int wrong = 1; wrong <= 4; wrong++) {
            accounts.failed(name);
        }
        assertThat(account().locked()).isFalse();

        accounts.failed(name);
        assertThat(account().locked()).isTrue();
        accounts.failed(name);
        MovedClock.move(TestDatabase.source(), Duration.ofSeconds(31));
        assertThat(account().locked())
                .as("a try while it is locked costs nothing more")
                .isFalse();

        accounts.failed(name);
        MovedClock.move(TestDatabase.source(), Duration.ofSeconds(31 + 59));
        assertThat(account().locked()).as("twice as long").isTrue();
        MovedClock.move(TestDatabase.source(), Duration.ofSeconds(31 + 61));
        assertThat(account().locked()).isFalse();

        accounts.succeeded(name);
        accounts.failed(name);
        assertThat(account().locked()).isFalse();
    }

    @Test
    void aPasswordThatWasMadeMustBeChangedForAFitOne() {
        String made = accounts.add(name, "test");
        assertThat(account().mustChange()).isTrue();
        assertThat(jdbc.queryForObject("select password from access.account where name = ?", String.class, name))
                .startsWith("{bcrypt}")
                .doesNotContain(made);

        assertThatThrownBy(() -> accounts.change(name, "wrong", "a long enough one"))
                .hasMessageStartingWith("P789");
        assertThatThrownBy(() -> accounts.change(name, made, "short")).hasMessageStartingWith("P790");
        assertThatThrownBy(() -> accounts.change(name, made, made)).hasMessageStartingWith("P790");
        accounts.change(name, made, "mille pirogues au port");
        assertThat(account().mustChange()).isFalse();
        assertThat(accounts.reset(name)).isNotBlank();
        assertThat(account().mustChange()).isTrue();
    }

    @Test
    void aRoleIsHadWhereItBelongsAndSessionsEndWhenItIsTaken() {
        accounts.add(name, "test");
        members.give(name, "red", Role.EDITOR, "test");
        assertThatThrownBy(() -> members.give(name, "red", Role.OPERATOR, "test"))
                .hasMessageStartingWith("P791");
        assertThatThrownBy(() -> members.give(name, "*", Role.VIEWER, "test")).hasMessageStartingWith("P791");
        assertThatThrownBy(() -> members.give("nobody", "red", Role.VIEWER, "test"))
                .hasMessageStartingWith("P788");
        long epoch = account().epoch();

        assertThat(members.take(name, "red", Role.EDITOR)).isTrue();
        assertThat(account().epoch()).isGreaterThan(epoch);
        assertThat(members.roles(name)).isEmpty();
    }

    @Test
    void aPersonalTokenCanDoNoMoreThanItsOwnerCanNow() {
        accounts.add(name, "test");
        members.give(name, "red", Role.EDITOR, "test");
        String text = make(name, Set.of("*"), Set.of(Right.SEE_RUNS, Right.DECIDE, Right.MANAGE_MEMBERS), 1);

        Caller caller = tokens.caller(text).orElseThrow();
        assertThat(caller.name()).isEqualTo(name + "/t");
        assertThat(caller.may(Right.DECIDE, "red")).isTrue();
        assertThat(caller.may(Right.REPLAY, "red"))
                .as("the token was not given it")
                .isFalse();
        assertThat(caller.may(Right.MANAGE_MEMBERS, "red"))
                .as("the owner does not have it")
                .isFalse();
        assertThat(caller.knows("blue")).isFalse();

        members.take(name, "red", Role.EDITOR);
        members.give(name, "red", Role.VIEWER, "test");
        assertThat(tokens.caller(text).orElseThrow().may(Right.DECIDE, "red")).isFalse();
        accounts.remove(name);
        assertThat(tokens.caller(text)).isEmpty();
    }

    @Test
    void anAdministratorsTokenForOneWorkspaceIsOfThatWorkspaceOnly() {
        accounts.add(name, "test");
        members.give(name, "*", Role.ADMINISTRATOR, "test");
        Caller caller = tokens.caller(make(name, Set.of("red"), Set.of(Right.values()), 1))
                .orElseThrow();

        assertThat(caller.everywhere()).isEmpty();
        assertThat(caller.may(Right.DECIDE, "red")).isTrue();
        assertThat(caller.knows("blue")).isFalse();
    }

    @Test
    void aMachinesTokenEndsByTimeAndByHandAndOnlyItsDigestIsKept() {
        String text = make(null, Set.of("red"), Set.of(Right.READ_DATASET), 2);
        String other = make(null, Set.of("red"), Set.of(Right.READ_DATASET), 2);
        Caller caller = tokens.caller(text).orElseThrow();
        assertThat(caller.kind()).isEqualTo(Actor.Kind.MACHINE);
        assertThat(caller.may(Right.READ_DATASET, "red")).isTrue();
        assertThat(tokens.caller(text + "x")).isEmpty();
        assertThat(jdbc.queryForList("select t::text from access.token t", String.class))
                .noneMatch(row -> row.contains(text) || row.contains(text.substring(Tokens.PREFIX.length())));
        assertThat(jdbc.queryForList("select digest from access.token", byte[].class))
                .noneMatch(digest -> new String(digest, StandardCharsets.ISO_8859_1).contains(text));

        long id = tokens.all().stream().mapToLong(Token::id).max().orElseThrow();
        assertThat(tokens.find(id).orElseThrow().lastUsedAt())
                .as("the other, not used yet")
                .isNull();
        assertThat(tokens.find(id - 1).orElseThrow().lastUsedAt()).isNotNull();
        tokens.revoke(id, "test");
        assertThat(tokens.caller(other)).isEmpty();
        assertThat(tokens.caller(text)).isPresent();
        MovedClock.move(TestDatabase.source(), Duration.ofDays(2).plusSeconds(1));
        assertThat(tokens.caller(text)).isEmpty();
    }

    @Test
    void aTokenNeedsAnEndAndSomethingItMayDo() {
        assertThatThrownBy(() -> make(null, Set.of("red"), Set.of(Right.RUN), 731))
                .hasMessageStartingWith("P792");
        assertThatThrownBy(() -> make(null, Set.of("red"), Set.of(), 1)).hasMessageStartingWith("P792");
        assertThatThrownBy(() -> make(null, Set.of(), Set.of(Right.RUN), 1)).hasMessageStartingWith("P792");
        assertThatThrownBy(() -> accounts.add("admin", "test")).hasMessageStartingWith("P786");
        assertThatThrownBy(() -> accounts.add("a/b", "test")).hasMessageStartingWith("P786");
    }

    private String make(String owner, Set<String> workspaces, Set<Right> rights, int days) {
        return tokens.make(new Tokens.Wish("t", owner, workspaces, rights, null, days), "test")
                .text();
    }

    private Account account() {
        return accounts.find(name).orElseThrow();
    }
}
