package org.pirogue.console;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pirogue.ledger.conflict.Conflict;

/** A conflict as the REST interface shows it. A side without a value stands for none. */
record ApiConflict(
        long id,
        long run,
        String flow,
        String state,
        String dataSet,
        String orgUnit,
        String period,
        String attributeOptions,
        String dataElement,
        String categoryOptions,
        @Nullable String base,
        @Nullable String ours,
        @Nullable String theirs,
        @Nullable String storedBy,
        @Nullable String theirsAt,
        @Nullable String oursBy,
        @Nullable String oursAt,
        @Nullable String keep,
        @Nullable String settledBy,
        @Nullable String reason,
        Instant createdAt) {

    static ApiConflict of(Conflict conflict) {
        return new ApiConflict(
                conflict.id(),
                conflict.run(),
                conflict.flow(),
                conflict.state().name().toLowerCase(Locale.ROOT),
                conflict.key().dataSet(),
                conflict.key().orgUnit(),
                conflict.key().period(),
                conflict.key().attributeOptions(),
                conflict.cell().dataElement(),
                conflict.cell().categoryOptions(),
                conflict.base(),
                conflict.ours(),
                conflict.theirs(),
                conflict.storedBy(),
                conflict.theirsAt(),
                conflict.oursBy(),
                conflict.oursAt(),
                conflict.keep() == null ? null : conflict.keep().name().toLowerCase(Locale.ROOT),
                conflict.settledBy(),
                conflict.reason(),
                conflict.createdAt());
    }
}
