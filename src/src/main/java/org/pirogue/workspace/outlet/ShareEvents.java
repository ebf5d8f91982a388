package org.pirogue.workspace.outlet;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pirogue.workspace.dataset.DatasetVersion;
import org.pirogue.workspace.dataset.Datasets;
import org.pirogue.workspace.dataset.Giving;
import org.pirogue.workspace.dataset.Share;

/** Puts what shares give into the outbox, in the transaction in which they give it. */
final class ShareEvents implements Giving {
    /** An owner may be a name, and can be written to where there is an address in it. */
    static final Pattern ADDRESS = Pattern.compile("[^\\s@<>\",;:]{1,64}@[A-Za-z0-9.-]{1,190}\\.[A-Za-z]{2,24}");

    private final OutletTable outlets;
    private final Outbox outbox;
    private final Contracts contracts;
    private final Datasets datasets;
    private final boolean mail;

    /** @param mail whether there is a mail server */
    ShareEvents(OutletTable outlets, Outbox outbox, Contracts contracts, Datasets datasets, boolean mail) {
        this.outlets = outlets;
        this.outbox = outbox;
        this.contracts = contracts;
        this.datasets = datasets;
        this.mail = mail;
    }

    @Override
    public void gives(Share share, DatasetVersion version) {
        int contract = contracts.keep(share, version);
        outlets.of(share.id()).stream()
                .filter(outlet -> outlet.audience() == Outlet.Audience.RECIPIENT)
                .forEach(outlet -> outbox.put(outlet, Outgoing.What.GIVEN, version.version(), contract, false));
    }

    @Override
    public void waits(Share share, DatasetVersion version) {
        owner(share).ifPresent(outlet -> outbox.put(outlet, Outgoing.What.WAITING, version.version(), 0, false));
    }

    private Optional<Outlet> owner(Share share) {
        Matcher owner = ADDRESS.matcher(datasets.get(share.dataset()).owner());
        if (!mail || !owner.find()) {
            return Optional.empty();
        }
        String address = owner.group();
        Optional<Outlet> found = outlets.of(share.id()).stream()
                .filter(outlet -> outlet.audience() == Outlet.Audience.OWNER
                        && outlet.target().equals(address))
                .findFirst();
        return found.isPresent() ? found : outlets.find(outlets.insert(NewOutlet.owner(share, address)));
    }
}
