package org.pirogue.console;

import org.jspecify.annotations.Nullable;
import org.pirogue.ledger.Reject;

/** A reject as the REST interface shows it. */
record ApiReject(
        long id,
        String kind,
        String state,
        String code,
        @Nullable String orgUnit,
        @Nullable String period,
        @Nullable String dataElement,
        @Nullable String categoryOptions,
        @Nullable String value,
        String place,
        String text) {

    static ApiReject of(Reject reject) {
        return new ApiReject(
                reject.id(),
                reject.kind().name(),
                reject.state().name(),
                reject.code(),
                reject.orgUnit(),
                reject.period(),
                reject.dataElement(),
                reject.categoryOptions(),
                reject.value(),
                reject.place(),
                reject.text());
    }
}
