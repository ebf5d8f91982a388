package org.pirogue.prepare.aggregate;

/** SQL's logic of true, false and unknown (null). */
final class Logic {
    private Logic() {}

    static Term and(Term left, Term right) {
        return row -> {
            Boolean a = Term.truth(left.of(row));
            if (Boolean.FALSE.equals(a)) {
                return false;
            }
            Boolean b = Term.truth(right.of(row));
            return Boolean.FALSE.equals(b) ? b : a == null ? null : b;
        };
    }

    static Term or(Term left, Term right) {
        return row -> {
            Boolean a = Term.truth(left.of(row));
            if (Boolean.TRUE.equals(a)) {
                return true;
            }
            Boolean b = Term.truth(right.of(row));
            return Boolean.TRUE.equals(b) ? b : a == null ? null : b;
        };
    }

    static Term not(Term term) {
        return row -> {
            Boolean truth = Term.truth(term.of(row));
            return truth == null ? null : !truth;
        };
    }
}
