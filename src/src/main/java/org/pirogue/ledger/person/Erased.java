package org.pirogue.ledger.person;

import java.util.Collection;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.pirogue.batch.CaseRecord;

/** Persons of one workspace who are not to come back, as they were noted at one moment. */
public final class Erased {
    private final Set<String> marks;
    private final UnaryOperator<String> mark;

    Erased(Set<String> marks, UnaryOperator<String> mark) {
        this.marks = Set.copyOf(marks);
        this.mark = mark;
    }

    /** Whether there is nobody: then nothing need be looked at. */
    public boolean isNobody() {
        return marks.isEmpty();
    }

    public boolean anyOf(Collection<String> values) {
        return !isNobody() && values.stream().anyMatch(this::is);
    }

    private boolean is(String value) {
        return !value.isBlank() && marks.contains(mark.apply(value));
    }

    /** By the person, the enrollment, or an attribute. */
    public boolean is(CaseRecord record) {
        return !isNobody()
                && (is(record.trackedEntity())
                        || is(record.enrollment())
                        || anyOf(record.attributes().values()));
    }
}
