package org.pirogue.sandbox.metadata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An organisation unit in its place.
 *
 * @param code empty where it has none
 * @param parent id of the parent; null for a root
 * @param path {@code /top/…/id}
 * @param level 1 for a root
 * @param ancestors ids from the root down, itself not included
 * @param children ids
 */
public record OrgUnit(
        String id,
        String code,
        String name,
        @Nullable String parent,
        String path,
        int level,
        List<String> ancestors,
        List<String> children,
        ObjectNode node) {

    public boolean isWithin(String orgUnit) {
        return id.equals(orgUnit) || ancestors.contains(orgUnit);
    }
}
