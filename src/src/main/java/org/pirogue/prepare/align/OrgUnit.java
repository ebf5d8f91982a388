package org.pirogue.prepare.align;

import java.util.Map;

/**
 * One organisation unit of a server.
 *
 * @param key what it goes by in slices: its code, or its uid where it has none
 * @param code empty where it has none
 * @param parent uid of the unit above; empty for a root
 * @param level DHIS2's level, 1 at the top
 * @param attributes values by the attribute's code
 */
public record OrgUnit(
        String uid, String key, String code, String name, String parent, int level, Map<String, String> attributes) {
    public OrgUnit {
        attributes = Map.copyOf(attributes);
    }
}
