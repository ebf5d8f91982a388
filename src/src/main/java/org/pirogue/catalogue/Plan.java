package org.pirogue.catalogue;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an installation would do to a home.
 *
 * @param writes new contents by path
 * @param removes paths of files that a newer version does not have any more
 * @param kept examples that are left as the country has them
 * @param lock what the lock file says afterwards
 * @param installed entries of the lock that are new
 */
public record Plan(
        SortedMap<String, byte[]> writes,
        SortedSet<String> removes,
        SortedSet<String> kept,
        Lock lock,
        List<Lock.Installed> installed) {
    public Plan {
        writes = Collections.unmodifiableSortedMap(new TreeMap<>(writes));
        removes = Collections.unmodifiableSortedSet(new TreeSet<>(removes));
        kept = Collections.unmodifiableSortedSet(new TreeSet<>(kept));
        installed = List.copyOf(installed);
    }
}
