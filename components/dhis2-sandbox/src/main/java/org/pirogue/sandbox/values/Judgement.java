package org.pirogue.sandbox.values;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a judge says.
 *
 * @param refusal for the whole payload; null when it goes value by value
 * @param rejected rows that are left out
 */
record Judgement(@Nullable Verdict refusal, BitSet rejected, List<Conflict> conflicts) {
    static Judgement refused(Verdict refusal) {
        return new Judgement(refusal, new BitSet(), List.of());
    }
}
