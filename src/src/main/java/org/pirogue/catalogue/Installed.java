package org.pirogue.catalogue;

import java.util.Map;
import java.util.TreeMap;

/**
 * A version as it was put into a home: with the home's paths, and the values that were set there.
 *
 * @param parcel the version that the lock names
 */
public record Installed(Lock.Installed lock, Parcel parcel) {

    /** The template's own files by their paths in the home. */
    public Map<String, byte[]> files() {
        Release release = parcel.release();
        Map<String, byte[]> settled = parcel.settled(lock.values(), lock.workspace());
        Map<String, byte[]> files = new TreeMap<>();
        for (Release.Entry entry : release.files()) {
            if (entry.role() == Role.TEMPLATE) {
                files.put(HomeFiles.path(release, lock.country(), entry.path()), settled.get(entry.path()));
            }
        }
        return files;
    }
}
