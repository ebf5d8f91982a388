package org.pirogue.workspace.partner;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.buffer.topic.Partners;
import org.pirogue.workspace.access.Accounts;
import org.pirogue.workspace.access.Caller;
import org.pirogue.workspace.access.Members;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Tokens;
import org.pirogue.workspace.audit.Actor;
import org.springframework.stereotype.Component;

/**
 * An account with {@code RECEIVE} in a workspace is let in by one of its own tokens that has that right, too, or by a certificate
 * on its name. A machine's token has no account, so no share is its.
 */
@Component
final class PartnerAccounts implements Partners {
    private static final String TOKEN = "token/";
    private static final String CERTIFICATE = "certificate";

    private final Tokens tokens;
    private final Accounts accounts;
    private final Members members;

    PartnerAccounts(Tokens tokens, Accounts accounts, Members members) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.members = members;
    }

    @Override
    public Optional<Pass> signIn(String name, String secret) {
        return tokens.valid(secret)
                .filter(token -> name.equals(token.owner()))
                .map(token -> new Pass(name, TOKEN + token.id()))
                .filter(this::stands);
    }

    @Override
    public Optional<Pass> byCertificate(String name) {
        return accounts.find(name)
                .map(account -> new Pass(account.name(), CERTIFICATE))
                .filter(this::stands);
    }

    private boolean stands(Pass pass) {
        return !workspaces(pass).isEmpty();
    }

    @Override
    public Set<String> workspaces(Pass pass) {
        return pass.credential().startsWith(TOKEN)
                ? receiving(tokens.caller(Long.parseLong(pass.credential().substring(TOKEN.length())))
                        .orElse(null))
                : receiving(Caller.of(pass.partner(), Actor.Kind.PERSON, members.roles(pass.partner()), null));
    }

    private static Set<String> receiving(@Nullable Caller caller) {
        return caller == null
                ? Set.of()
                : caller.rights().entrySet().stream()
                        .filter(each -> each.getValue().contains(Right.RECEIVE))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
    }
}
