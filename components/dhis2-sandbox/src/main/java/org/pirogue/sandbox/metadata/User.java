package org.pirogue.sandbox.metadata;

import java.util.Set;

/**
 * Who calls.
 *
 * @param orgUnits ids of the organisation units in which (and below which) the user may enter data
 * @param dataViewOrgUnits ids of the organisation units in which (and below which) the user may read data; where empty,
 *     {@code orgUnits} count
 */
public record User(
        String id,
        String username,
        String firstName,
        String surname,
        Set<String> authorities,
        Set<String> orgUnits,
        Set<String> dataViewOrgUnits) {
    public static final User NOBODY = new User("", "anonymous", "", "", Set.of(), Set.of(), Set.of());

    public boolean isSuper() {
        return authorities.contains("ALL");
    }

    public boolean has(String authority) {
        return isSuper() || authorities.contains(authority);
    }

    public boolean mayCapture(OrgUnit unit) {
        return isSuper() || orgUnits.stream().anyMatch(unit::isWithin);
    }

    public boolean mayView(OrgUnit unit) {
        Set<String> scope = dataViewOrgUnits.isEmpty() ? orgUnits : dataViewOrgUnits;
        return isSuper() || scope.stream().anyMatch(unit::isWithin);
    }
}
