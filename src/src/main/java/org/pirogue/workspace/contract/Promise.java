package org.pirogue.workspace.contract;

import java.util.List;
import java.util.Set;
import org.pirogue.batch.Column;

/**
 * What a share gives, for whoever is to rely on it.
 *
 * @param country where this Pirogue serves
 * @param share its number
 * @param dataset {@code WORKSPACE/NAME}
 * @param title of the dataset, empty where nobody wrote one
 * @param description of the dataset
 * @param columns that are given, in their order
 * @param key columns that name a row; none where the share does not give all of them
 * @param filled columns that always have a value
 */
public record Promise(
        String country,
        long share,
        String dataset,
        String title,
        String description,
        List<Column> columns,
        List<String> key,
        Set<String> filled) {
    public Promise {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        filled = Set.copyOf(filled);
    }

    /** By which its schemas are known: nothing need be reachable there. */
    public String urn(int revision) {
        return "urn:pirogue:" + country + ":share:" + share + ":contract:" + revision;
    }

    /** Where its events come from. */
    public String source() {
        return "urn:pirogue:" + country + ":" + dataset.replace('/', ':');
    }
}
