package org.pirogue.console;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.access.AccessProblem;
import org.pirogue.workspace.access.AccessRefused;
import org.pirogue.workspace.access.Accounts;
import org.pirogue.workspace.access.Caller;
import org.pirogue.workspace.access.Members;
import org.pirogue.workspace.access.Needs;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Rights;
import org.pirogue.workspace.access.Role;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The REST interface of who is what where. Whoever manages a workspace manages its members, and no others. */
@RestController
@RequestMapping("/api")
class MembersController {
    private final Accounts accounts;
    private final Members members;
    private final Rights rights;
    private final WorkspaceSettings settings;

    MembersController(Accounts accounts, Members members, Rights rights, WorkspaceSettings settings) {
        this.accounts = accounts;
        this.members = members;
        this.rights = rights;
        this.settings = settings;
    }

    record Shown(
            String account,
            String workspace,
            String role,
            @Nullable Instant since,
            @Nullable String by) {
        static Shown of(Members.Member member) {
            return new Shown(member.account(), member.workspace(), member.role().word(), member.since(), member.by());
        }
    }

    /** @param workspace {@code *}: the country */
    record Wish(
            @Nullable String account,
            @Nullable String workspace,
            @Nullable String role) {}

    /** @param password for the first sign-in of an account that was not there; told this once */
    record Added(
            String account,
            String workspace,
            String role,
            @Nullable String password) {}

    record Password(String account, String password) {}

    record Own(String name, String kind, Set<Right> everywhere, Map<String, Set<Right>> rights) {}

    /** What whoever asks may do. */
    @Needs(value = Right.SEE_RUNS, of = Needs.Of.SELF)
    @GetMapping("/me")
    Own me() {
        Caller caller = rights.caller();
        return new Own(
                caller.name(),
                caller.kind().name().toLowerCase(java.util.Locale.ROOT),
                caller.everywhere(),
                caller.rights());
    }

    @Needs(value = Right.MANAGE_MEMBERS, of = Needs.Of.LIST)
    @GetMapping("/members")
    List<Shown> list() {
        Predicate<String> seen = rights.seen(Right.MANAGE_MEMBERS);
        return members.all().stream()
                .filter(each -> seen.test(each.workspace()))
                .map(Shown::of)
                .toList();
    }

    /** The account is made where it is not there yet. */
    @Needs(value = Right.MANAGE_MEMBERS, of = Needs.Of.METHOD)
    @PostMapping("/members")
    Added add(@RequestBody Wish wish) {
        String workspace = managed(wish.workspace());
        Role role = role(wish.role());
        String name = String.valueOf(wish.account());
        if (role.ofCountry() != workspace.equals(Members.COUNTRY)) {
            members.give(name, workspace, role, "");
        }
        String by = rights.caller().name();
        String password = accounts.find(name).isPresent() ? null : accounts.add(name, by);
        members.give(name, workspace, role, by);
        return new Added(name, workspace, role.word(), password);
    }

    /** @param role null: every one that they have there */
    @Needs(value = Right.MANAGE_MEMBERS, of = Needs.Of.METHOD)
    @DeleteMapping("/members/{account}")
    List<Shown> remove(
            @PathVariable String account,
            @RequestParam @Nullable String workspace,
            @RequestParam(required = false) @Nullable String role) {
        String of = managed(workspace);
        Set<Role> had = members.roles(account).getOrDefault(of, Set.of());
        Set<Role> taken = role == null ? had : Set.of(role(role));
        if (!had.containsAll(taken) || taken.isEmpty()) {
            throw new AccessProblem("P788", "'" + account + "' is not that in '" + of + "'");
        }
        taken.forEach(each -> members.take(account, of, each));
        return taken.stream()
                .map(each -> new Shown(account, of, each.word(), null, null))
                .toList();
    }

    /** Another password for the next sign-in, by whoever manages all that the account is. */
    @Needs(value = Right.MANAGE_MEMBERS, of = Needs.Of.METHOD)
    @PostMapping("/members/{account}/password")
    Password password(@PathVariable String account) {
        mayManage(account);
        return new Password(account, accounts.reset(account));
    }

    /** The account itself, with everything that hangs on it. */
    @Needs(value = Right.MANAGE_MEMBERS, of = Needs.Of.COUNTRY)
    @DeleteMapping("/accounts/{account}")
    void forget(@PathVariable String account) {
        accounts.remove(account);
    }

    private void mayManage(String account) {
        Set<String> where = members.roles(account).keySet();
        boolean all = rights.workspaces(Right.MANAGE_MEMBERS) == null
                || !where.isEmpty() && where.stream().allMatch(rights.seen(Right.MANAGE_MEMBERS));
        if (!all) {
            throw new AccessProblem("P788", "there is no account '" + account + "'");
        }
    }

    /** @throws AccessRefused P780 or P781 where it is not theirs to manage */
    private String managed(@Nullable String workspace) {
        if (Members.COUNTRY.equals(workspace)) {
            rights.needEverywhere(Right.MANAGE_MEMBERS);
            return Members.COUNTRY;
        }
        String named = String.valueOf(workspace);
        if (!settings.workspaces().containsKey(named) || !rights.caller().knows(named)) {
            throw new AccessProblem("P783", "there is no workspace '" + named + "'");
        }
        rights.need(Right.MANAGE_MEMBERS, named);
        return named;
    }

    private static Role role(@Nullable String word) {
        return Role.named(String.valueOf(word))
                .orElseThrow(() -> new AccessProblem(
                        "P791", "'" + word + "' is none of administrator, operator, admin, editor, viewer, partner"));
    }
}
