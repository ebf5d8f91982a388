package org.pirogue.console;

import org.pirogue.workspace.access.Caller;
import org.pirogue.workspace.access.Right;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A caller as Spring Security carries one through a request. */
final class SignedIn extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1;

    /** Who opens the console, and is shown the details of health. */
    static final String ADMIN = "ADMIN";

    private final transient Caller caller;

    private SignedIn(Caller caller) {
        super(AuthorityUtils.createAuthorityList(
                caller.everywhere().contains(Right.OPEN_CONSOLE) ? new String[] {"ROLE_" + ADMIN} : new String[0]));
        this.caller = caller;
        setAuthenticated(true);
    }

    static SignedIn as(Caller caller) {
        return new SignedIn(caller);
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }
}
