package org.pirogue.workspace.access;

import java.security.Principal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.audit.Actor;

/**
 * Who asks, and what they may do now.
 *
 * @param everywhere rights in the whole country
 * @param rights rights by workspace, beside those
 * @param purpose why, as was said when the token was made; null where nothing was said
 */
public record Caller(
        String name,
        Actor.Kind kind,
        Set<Right> everywhere,
        Map<String, Set<Right>> rights,
        @Nullable String purpose) implements Principal {

    public Caller {
        everywhere = Set.copyOf(everywhere);
        rights = Map.copyOf(rights);
    }

    /** Somebody who may do this in the whole country, and nothing else. */
    public static Caller everywhere(String name, Actor.Kind kind, Set<Right> rights) {
        return new Caller(name, kind, rights, Map.of(), null);
    }

    /** @param roles by workspace; those of the country stand under {@link Members#COUNTRY} */
    public static Caller of(String name, Actor.Kind kind, Map<String, Set<Role>> roles, @Nullable String purpose) {
        Set<Right> everywhere = EnumSet.noneOf(Right.class);
        Map<String, Set<Right>> rights = new TreeMap<>();
        roles.forEach((workspace, had) -> had.forEach(role -> {
            if (role.ofCountry() && workspace.equals(Members.COUNTRY)) {
                everywhere.addAll(role.rights());
            } else if (!role.ofCountry() && !workspace.equals(Members.COUNTRY)) {
                rights.computeIfAbsent(workspace, none -> EnumSet.noneOf(Right.class))
                        .addAll(role.rights());
            }
        }));
        return new Caller(name, kind, everywhere, rights, purpose);
    }

    @Override
    public String getName() {
        return name;
    }

    /**
     * Who it is that something was given to: the account, also where one of its own tokens asks ({@code oms/topics}). No account has a
     * slash in its name, nor a colon, as those have who sign in elsewhere.
     */
    public String account() {
        int slash = name.indexOf('/');
        return kind == Actor.Kind.PERSON && slash > 0 && name.indexOf(':') < 0 ? name.substring(0, slash) : name;
    }

    public boolean may(Right right, String workspace) {
        return everywhere.contains(right)
                || rights.getOrDefault(workspace, Set.of()).contains(right);
    }

    /** Whether the right is had in at least one workspace. */
    public boolean maySomewhere(Right right) {
        return everywhere.contains(right) || rights.values().stream().anyMatch(had -> had.contains(right));
    }

    /** Whether the workspace is one that they know of: things of others are not there, for them. */
    public boolean knows(String workspace) {
        return !everywhere.isEmpty() || rights.containsKey(workspace);
    }

    /** No more than these rights, in no more than these workspaces. @param workspaces null: in all that they have */
    Caller within(Set<Right> most, @Nullable Set<String> workspaces) {
        Map<String, Set<Right>> fewer = new TreeMap<>();
        rights.forEach((workspace, had) -> {
            if (workspaces == null || workspaces.contains(workspace)) {
                fewer.put(workspace, both(had, most));
            }
        });
        if (workspaces != null) {
            workspaces.forEach(each -> fewer.merge(each, both(everywhere, most), Caller::either));
        }
        return new Caller(name, kind, workspaces == null ? both(everywhere, most) : Set.of(), fewer, purpose);
    }

    private static Set<Right> both(Set<Right> one, Set<Right> other) {
        Set<Right> both = EnumSet.noneOf(Right.class);
        both.addAll(one);
        both.retainAll(other);
        return both;
    }

    private static Set<Right> either(Set<Right> one, Set<Right> other) {
        Set<Right> either = EnumSet.noneOf(Right.class);
        either.addAll(one);
        either.addAll(other);
        return either;
    }

    public Actor actor() {
        return new Actor(name, kind);
    }
}
