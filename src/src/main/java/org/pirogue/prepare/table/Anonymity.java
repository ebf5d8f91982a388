package org.pirogue.prepare.table;

import java.util.List;

/**
 * How many persons must be alike in what an outsider may know of them (k-anonymity, Samarati and Sweeney 1998), and how many
 * values of a sensitive column they must have among them (distinct l-diversity, Machanavajjhala 2007).
 *
 * @param k 1 where nothing is asked
 * @param person column that tells persons apart, empty where each row is another person
 * @param l 1 where nothing is asked
 */
record Anonymity(List<String> quasiIdentifiers, int k, Below below, String person, String sensitive, int l) {
    static final Anonymity NONE = new Anonymity(List.of(), 1, Below.SUPPRESS, "", "", 1);
    private static final int MOST = 1_000;

    /** What becomes of rows that are too few. */
    enum Below {
        SUPPRESS,
        /** They are told by the next way of each column, and suppressed when there is none. */
        GENERALISE,
        /** The whole table goes nowhere. */
        REFUSE
    }

    static Anonymity of(Terms terms) {
        List<String> columns = terms.texts("quasi-identifiers");
        if (columns.isEmpty()) {
            terms.problem(null, "'quasi-identifiers' is missing", "name what an outsider may know of a person");
        }
        if (!terms.has("k")) {
            terms.problem(null, "'k' is missing", "write how many must be alike: 5");
        }
        String sensitive = terms.text("sensitive").orElse("");
        int l = terms.whole("l", 1, 1, MOST);
        if (sensitive.isEmpty() == l > 1) {
            terms.problem(null, "'sensitive' and 'l' go together", "write both, 'l' from 2, or none");
        }
        return new Anonymity(
                columns,
                terms.whole("k", 2, 2, MOST),
                terms.word("below", Below.class, Below.SUPPRESS),
                terms.text("person").orElse(""),
                sensitive,
                l);
    }

    boolean isAsked() {
        return k > 1;
    }
}
