package org.pirogue.console;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.dataset.Share;

/**
 * A share as the REST interface shows it.
 *
 * @param state live, withdrawn, or ended: expired, or its dataset not published
 * @param version that it gives now
 * @param promised whether it gives that one only
 */
record ApiShare(
        long share,
        String workspace,
        String dataset,
        String kind,
        String to,
        String state,
        List<String> columns,
        @Nullable String unitColumn,
        List<String> units,
        boolean unitsBelow,
        @Nullable String periodColumn,
        @Nullable String from,
        @Nullable String until,
        @Nullable Long version,
        boolean promised,
        String purpose,
        @Nullable String expiresAt,
        String madeAt,
        String madeBy,
        @Nullable String withdrawnAt,
        boolean sql) {

    static ApiShare of(Share share) {
        Share.Terms terms = share.terms();
        return new ApiShare(
                share.id(),
                share.dataset().workspace(),
                share.dataset().name(),
                terms.kind().name().toLowerCase(Locale.ROOT),
                terms.recipient(),
                share.live() ? "live" : share.withdrawnAt() == null ? "ended" : "withdrawn",
                terms.columns(),
                terms.unitColumn(),
                terms.units(),
                terms.unitsBelow(),
                terms.periodColumn(),
                terms.from(),
                terms.to(),
                share.version() == null ? share.given() : share.version(),
                share.version() != null,
                terms.purpose(),
                text(terms.expiresAt()),
                share.madeAt().toString(),
                share.madeBy(),
                text(share.withdrawnAt()),
                share.role() != null);
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
