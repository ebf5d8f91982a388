package org.pirogue.workspace.audit;

import java.util.List;

/** Where everything is written down that somebody will ask for: who received this list, and when? */
@FunctionalInterface
public interface AuditTrail {

    /**
     * Adds an entry; when this returns it is kept. What must not happen unseen is written down first: a list is handed out
     * only after its entry stands.
     *
     * @throws org.springframework.dao.DataAccessException where it cannot be kept: then what it tells of must not happen
     */
    void write(Deed deed);

    /** Several, and all of them or none: when this returns they are kept. */
    default void writeAll(List<Deed> deeds) {
        deeds.forEach(this::write);
    }
}
