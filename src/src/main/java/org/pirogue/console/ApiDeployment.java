package org.pirogue.console;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.country.deploy.Report;
import org.pirogue.prepare.Problem;

/**
 * How the country's files stand, as the REST interface shows it.
 *
 * @param state deployed, checked, waiting or refused
 * @param version digest of what runs; {@code candidate}: of what is refused or waits
 * @param left flows that are not there any more, with what was not delivered of them
 */
record ApiDeployment(
        String state,
        String version,
        Instant since,
        @Nullable String candidate,
        @Nullable String difference,
        List<Problem> problems,
        Set<String> waitsFor,
        Set<String> restart,
        List<Left> left) {

    /** @param code P655; {@code pending}: slices or objects that the ledger holds as due; {@code queue}: messages that wait */
    record Left(String code, String flow, long pending, String queue, long depth) {}

    static ApiDeployment of(Report report, List<Left> left) {
        return new ApiDeployment(
                report.state().name().toLowerCase(Locale.ROOT),
                report.digest(),
                report.since(),
                report.candidate(),
                report.difference(),
                report.problems(),
                report.waitsFor(),
                report.restart(),
                left);
    }
}
