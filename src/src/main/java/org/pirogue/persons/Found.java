package org.pirogue.persons;

import java.util.List;

/**
 * Where a person is. Nothing in it names them.
 *
 * @param datasets versions that hold rows of the person
 * @param shares by which others were given such rows
 * @param received who has read them, from the audit trail, the oldest first
 * @param kept records, objects and rows that the ledger holds, by flow
 */
public record Found(List<InVersion> datasets, List<InShare> shares, List<Received> received, List<Kept> kept) {

    public record InVersion(String dataset, long version, long rows) {}

    /** @param sql whether the recipient has a sign-in for SQL */
    public record InShare(
            long share,
            String dataset,
            String kind,
            String recipient,
            List<Long> versions,
            boolean live,
            boolean sql) {}

    public record Received(String at, String who, String what) {}

    /** @param what case, object, row, known-row */
    public record Kept(String what, String flow, String state, long many) {}

    public boolean isNothing() {
        return datasets.isEmpty() && kept.isEmpty();
    }

    public long rows() {
        return datasets.stream().mapToLong(InVersion::rows).sum();
    }
}
