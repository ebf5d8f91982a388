package org.pirogue.ledger.run;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a run works by, as digests of the files: twelve hexadecimal digits of SHA-256.
 *
 * @param deployment all files of the country together
 * @param flow the route file
 * @param kamelets by their names
 * @param files mapping, rules and other tables beside the route file, by their names
 */
public record Versions(String deployment, String flow, Map<String, String> kamelets, Map<String, String> files) {
    public Versions {
        kamelets = new TreeMap<>(kamelets);
        files = new TreeMap<>(files);
    }

    /** Whether the same routes and kamelets carry out both, whatever the tables say. */
    public boolean sameSteps(Versions other) {
        return flow.equals(other.flow) && kamelets.equals(other.kamelets);
    }

    /** Whether nothing that the flow works by differs. */
    public boolean same(Versions other) {
        return sameSteps(other) && files.equals(other.files);
    }
}
