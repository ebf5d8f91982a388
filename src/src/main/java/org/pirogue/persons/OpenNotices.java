package org.pirogue.persons;

import java.util.Optional;
import org.pirogue.ledger.person.Erasures;
import org.pirogue.workspace.outlet.ErasureNotices;
import org.springframework.stereotype.Component;

/** Opens a notice for the outlet that is to be told of it. */
@Component
class OpenNotices implements ErasureNotices {
    private final Erasures erasures;

    OpenNotices(Erasures erasures) {
        this.erasures = erasures;
    }

    @Override
    public Optional<Notice> open(long notice) {
        return erasures.notices().stream()
                .filter(each -> each.notice() == notice && each.doneAt() == null)
                .findFirst()
                .map(each -> new Notice(each.notice(), each.versions(), each.known()));
    }
}
