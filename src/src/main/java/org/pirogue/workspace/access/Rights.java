package org.pirogue.workspace.access;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** What whoever asks now may do. */
@Component
public class Rights {

    /** @throws AuthenticationCredentialsNotFoundException where nobody asks, as in a route */
    public Caller caller() {
        Authentication asked = SecurityContextHolder.getContext().getAuthentication();
        if (asked == null || !(asked.getPrincipal() instanceof Caller caller)) {
            throw new AuthenticationCredentialsNotFoundException("nobody has signed in");
        }
        return caller;
    }

    public boolean may(Right right, String workspace) {
        return caller().may(right, workspace);
    }

    /** @throws AccessRefused P780 where they do not know the workspace, P781 where they lack the right in it */
    public void need(Right right, String workspace) {
        Caller caller = caller();
        if (!caller.knows(workspace)) {
            throw AccessRefused.unknown();
        }
        if (!caller.may(right, workspace)) {
            throw AccessRefused.lacks(right);
        }
    }

    /** @throws AccessRefused P781 */
    public void needEverywhere(Right right) {
        if (!caller().everywhere().contains(right)) {
            throw AccessRefused.lacks(right);
        }
    }

    /** The workspaces in which the right is had; null: in all. */
    public @Nullable Set<String> workspaces(Right right) {
        Caller caller = caller();
        return caller.everywhere().contains(right)
                ? null
                : caller.rights().entrySet().stream()
                        .filter(each -> each.getValue().contains(right))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
    }

    /** The workspaces whose things may be listed. */
    public Predicate<String> seen(Right right) {
        Caller caller = caller();
        return workspace -> caller.may(right, workspace);
    }
}
