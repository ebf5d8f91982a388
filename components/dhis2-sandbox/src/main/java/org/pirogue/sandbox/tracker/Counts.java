package org.pirogue.sandbox.tracker;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The five numbers of an import report. */
record Counts(int created, int updated, int deleted, int ignored) {
    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts plus(Counts other) {
        return new Counts(
                created + other.created, updated + other.updated, deleted + other.deleted, ignored + other.ignored);
    }

    int total() {
        return created + updated + deleted + ignored;
    }

    void writeTo(ObjectNode report) {
        report.putObject("stats")
                .put("created", created)
                .put("updated", updated)
                .put("deleted", deleted)
                .put("ignored", ignored)
                .put("total", total());
    }
}
