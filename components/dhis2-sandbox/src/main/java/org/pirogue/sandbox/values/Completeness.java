package org.pirogue.sandbox.values;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Complete data set registrations; ids are UIDs. */
public final class Completeness {
    public record Key(String dataSet, String period, String orgUnit, String attributeOptionCombo) {
        /** Of a data set without attribute options. */
        public static Key of(String dataSet, String period, String orgUnit) {
            return new Key(dataSet, period, orgUnit, DataValues.DEFAULT_COMBO);
        }

        /** As the log of writes names it: like a data value, with the data set in the place of the element. */
        String logged() {
            return String.join("/", dataSet, period, orgUnit, "", attributeOptionCombo);
        }
    }

    /**
     * One registration.
     *
     * @param date {@code yyyy-MM-dd}
     */
    public record Registration(Key key, String date, String storedBy, boolean completed) {}

    private final Map<Key, Registration> registrations = new LinkedHashMap<>();

    public synchronized Optional<Registration> find(Key key) {
        return Optional.ofNullable(registrations.get(key));
    }

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
