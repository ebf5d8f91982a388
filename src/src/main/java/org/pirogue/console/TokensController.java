package org.pirogue.console;

import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.access.AccessProblem;
import org.pirogue.workspace.access.Caller;
import org.pirogue.workspace.access.Members;
import org.pirogue.workspace.access.Needs;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Rights;
import org.pirogue.workspace.access.Role;
import org.pirogue.workspace.access.Token;
import org.pirogue.workspace.access.Tokens;
import org.pirogue.workspace.audit.Actor;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The REST interface of tokens. A person makes personal ones, which can do no more than the person; whoever manages members makes
 * those of machines, with no more than their own rights.
 */
@RestController
@RequestMapping("/api/tokens")
class TokensController {
    private static final int USUAL_DAYS = 90;
    /** What a program may do that reads for its owner. */
    private static final Set<Right> READS = Set.of(Right.RECEIVE, Right.READ_DATASET);

    private final Tokens tokens;
    private final Rights rights;

    TokensController(Tokens tokens, Rights rights) {
        this.tokens = tokens;
        this.rights = rights;
    }

    /**
     * @param personal one's own, instead of a machine's
     * @param role its rights, in place of {@code rights}
     */
    record Wish(
            @Nullable String name,
            boolean personal,
            @Nullable Set<String> workspaces,
            @Nullable Set<Right> rights,
            @Nullable String role,
            @Nullable String purpose,
            @Nullable Integer days) {
        Set<Right> wanted() {
            if (role == null) {
                return Objects.requireNonNullElse(rights, Set.of());
            }
            return Role.named(role)
                    .orElseThrow(() -> new AccessProblem("P791", "'" + role + "' is no role"))
                    .rights();
        }
    }

    /** Their own, and those of the workspaces that they manage. */
    @Needs(value = Right.MANAGE_MEMBERS, of = Needs.Of.SELF)
    @GetMapping
    List<Token> list() {
        return tokens.all().stream().filter(this::isTheirs).toList();
    }

    @Needs(value = Right.MANAGE_MEMBERS, of = Needs.Of.SELF)
    @PostMapping
    Tokens.Made make(@RequestBody Wish wish) {
        Caller caller = rights.caller();
        noToken(caller);
        Set<Right> wanted = EnumSet.noneOf(Right.class);
        wanted.addAll(wish.wanted());
        Set<String> workspaces = Objects.requireNonNullElse(wish.workspaces(), Set.of());
        if (wish.personal()) {
            onlyAPerson(caller);
        } else {
            workspaces.forEach(each -> mayGive(wanted, each));
        }
        return tokens.make(
                new Tokens.Wish(
                        Objects.requireNonNullElse(wish.name(), ""),
                        wish.personal() ? caller.name() : null,
                        workspaces,
                        wanted,
                        wish.purpose(),
                        Objects.requireNonNullElse(wish.days(), USUAL_DAYS)),
                caller.name());
    }

    /** One's own, from the form of the page: for a program that reads what its owner may read. The answer is the token, and nothing else. */
    @Needs(value = Right.MANAGE_MEMBERS, of = Needs.Of.SELF)
    @PostMapping(value = "/own", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<String> reader(
            @RequestParam String name,
            @RequestParam(required = false) @Nullable String purpose,
            @RequestParam(defaultValue = "90") int days) {
        Set<String> workspaces = rights.caller().rights().keySet();
        Tokens.Made made = make(new Wish(name, true, workspaces, READS, null, purpose, days));
        return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(made.text());
    }

    /** From the page, which cannot ask for a deletion. */
    @Needs(value = Right.MANAGE_MEMBERS, of = Needs.Of.SELF)
    @PostMapping(value = "/{id}/revoke", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Void> revokeByForm(@PathVariable long id) {
        revoke(id);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(MembersPage.PATH))
                .build();
    }

    /** Those of whoever looks, which are still good for something; nothing where they came by one, or have no account. */
    List<Token> own() {
        Caller caller = rights.caller();
        return caller.is(caller.name()) && !caller.name().startsWith(OpenIdSignIn.NAMED)
                ? tokens.all().stream()
                        .filter(token -> caller.name().equals(token.owner()) && token.revokedAt() == null)
                        .toList()
                : List.of();
    }

    @Needs(value = Right.MANAGE_MEMBERS, of = Needs.Of.SELF)
    @DeleteMapping("/{id}")
    Token revoke(@PathVariable long id) {
        Token token = tokens.find(id)
                .filter(this::isTheirs)
                .orElseThrow(() -> new AccessProblem("P793", "there is no token " + id));
        tokens.revoke(token.id(), rights.caller().name());
        return tokens.find(id).orElse(token);
    }

    private boolean isTheirs(Token token) {
        String owner = token.owner();
        return owner != null && rights.caller().is(owner)
                || token.workspaces().stream().allMatch(each -> mayManage(each));
    }

    private boolean mayManage(String workspace) {
        return workspace.equals(Members.COUNTRY)
                ? rights.caller().everywhere().contains(Right.MANAGE_MEMBERS)
                : rights.may(Right.MANAGE_MEMBERS, workspace);
    }

    /** No token makes another one: who takes it away would leave that one behind. */
    private static void noToken(Caller caller) {
        if (caller.name().contains("/")) {
            throw new AccessProblem("P794", "a token makes no other token: sign in by yourself");
        }
    }

    private static void onlyAPerson(Caller caller) {
        if (caller.kind() != Actor.Kind.PERSON
                || caller.name().equals(Passwords.ADMINISTRATOR)
                || caller.name().startsWith(OpenIdSignIn.NAMED)) {
            throw new AccessProblem("P794", "a personal token belongs to a person with an account");
        }
    }

    private void mayGive(Set<Right> wanted, String workspace) {
        if (workspace.equals(Members.COUNTRY)) {
            rights.needEverywhere(Right.MANAGE_MEMBERS);
            wanted.forEach(rights::needEverywhere);
            return;
        }
        rights.need(Right.MANAGE_MEMBERS, workspace);
        wanted.forEach(right -> rights.need(right, workspace));
    }
}
