package org.pirogue.workspace.outlet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.pirogue.workspace.contract.EventType;
import org.pirogue.workspace.contract.Promise;
import org.pirogue.workspace.dataset.Datasets;

/**
 * That somebody was erased, as an outlet is told. By what the receiver knows the person stands only where rows of them went the same
 * way before; whoever has a webhook or a mailbox looks it up, signed in.
 */
final class ErasureTelling {
    private final ErasureNotices notices;
    private final Datasets datasets;
    private final Contracts contracts;
    private final OutletSettings settings;

    ErasureTelling(ErasureNotices notices, Datasets datasets, Contracts contracts, OutletSettings settings) {
        this.notices = notices;
        this.datasets = datasets;
        this.contracts = contracts;
        this.settings = settings;
    }

    /** @throws Undelivered P761 where the receiver has said meanwhile that it is done */
    ErasureNotices.Notice notice(Errand errand) {
        return notices.open(Objects.requireNonNull(errand.outgoing().notice()))
                .orElseThrow(() -> Undelivered.never("P761", "the receiver has said that the person is erased there"));
    }

    /** @param named whether by what the receiver knows the person may stand in it */
    Event event(Errand errand, boolean named) {
        ErasureNotices.Notice notice = notice(errand);
        Promise promise = contracts.promise(
                errand.share(),
                datasets.version(errand.share().dataset(), errand.outgoing().version()));
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("share", promise.share())
                .put("dataset", promise.dataset())
                .put("notice", notice.notice());
        ArrayNode versions = data.putArray("versions");
        notice.versions().forEach(versions::add);
        if (named) {
            ArrayNode known = data.putArray("known");
            notice.known().forEach(known::add);
        }
        data.put("href", settings.link("/api/shares/notices"));
        return new CloudEvents(promise, errand.outgoing()).of(EventType.ERASED, 0, data);
    }
}
