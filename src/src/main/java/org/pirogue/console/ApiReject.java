package org.pirogue.console;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pirogue.ledger.reject.Reject;

/** A reject as the REST interface shows it. @param text in the words of the target, or Pirogue's own, in English */
record ApiReject(
        long id,
        long run,
        String flow,
        String kind,
        String state,
        String code,
        @Nullable String orgUnit,
        @Nullable String period,
        @Nullable String dataElement,
        @Nullable String categoryOptions,
        @Nullable String attributeOptions,
        @Nullable String value,
        String place,
        String text,
        Instant at,
        Hints.Hint hint) {

    static ApiReject of(Reject reject, Hints hints) {
        return new ApiReject(
                reject.id(),
                reject.run(),
                reject.flow(),
                reject.kind().name(),
                reject.state().name(),
                reject.code(),
                reject.orgUnit(),
                reject.period(),
                reject.dataElement(),
                reject.categoryOptions(),
                reject.attributeOptions(),
                reject.value(),
                reject.place(),
                reject.text(),
                reject.createdAt(),
                hints.of(reject.code(), subject(reject)));
    }

    private static String subject(Reject reject) {
        String subject = Hints.OF_UNITS.contains(reject.code()) ? reject.orgUnit() : reject.dataElement();
        return subject == null ? "" : subject;
    }
}
