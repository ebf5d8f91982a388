package org.pirogue.sandbox.values;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Complete data set registrations; ids are UIDs. */
public final class Completeness {
    public record Key(String dataSet, String period, String orgUnit, String attributeOptionCombo) {}

    /**
     * One registration.
     *
     * @param date {@code yyyy-MM-dd}
     */
    public record Registration(Key key, String date, String storedBy, boolean completed) {}

    private final Map<Key, Registration> registrations = new LinkedHashMap<>();

    /** Returns whether there was one before. */
    public synchronized boolean put(Registration registration) {
        return registrations.put(registration.key(), registration) != null;
    }

    public synchronized boolean remove(Key key) {
        return registrations.remove(key) != null;
    }

    public synchronized List<Registration> all() {
        return new ArrayList<>(registrations.values());
    }
}
