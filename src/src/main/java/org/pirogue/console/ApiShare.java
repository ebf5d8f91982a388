package org.pirogue.console;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.dataset.Share;
import org.pirogue.workspace.outlet.Outlets;

/**
 * A share as the REST interface shows it.
 *
 * @param state live, withdrawn, or ended: expired, or its dataset not published
 * @param version that it gives now
 * @param promised whether it gives that one only
 * @param waiting why it does not give the newest (P755); null where nothing holds it back
 * @param outlets where its new versions are told
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
        boolean sql,
        @Nullable Waiting waiting,
        List<Outlets.State> outlets) {

    /** @param groups how many of fewer than {@code persons} would stand out */
    record Waiting(long version, long groups, int persons, String since) {
        static @Nullable Waiting of(Share.@Nullable Waiting waiting) {
            return waiting == null
                    ? null
                    : new Waiting(
                            waiting.version(),
                            waiting.groups(),
                            waiting.persons(),
                            waiting.since().toString());
        }
    }

    static ApiShare of(Share share, List<Outlets.State> outlets) {
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
                share.role() != null,
                Waiting.of(share.waiting()),
                outlets);
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
