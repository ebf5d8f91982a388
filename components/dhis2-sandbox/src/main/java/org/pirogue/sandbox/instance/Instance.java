package org.pirogue.sandbox.instance;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.pirogue.sandbox.metadata.MetadataStore;
import org.pirogue.sandbox.metadata.OrgUnits;
import org.pirogue.sandbox.metadata.Users;
import org.pirogue.sandbox.truth.TruthLog;

/** One stand-in server, without its HTTP side. Safe for many threads. */
public final class Instance implements AutoCloseable {
    private final String name;
    private final VersionMode mode;
    private final Clock clock;
    private final Uids uids;
    private final MetadataStore metadata;
    private final Users users;
    private final TruthLog truth = new TruthLog();
    private final Notifier notifier;
    private final ExecutorService background;
    private volatile Instant analyticsBuilt;

    public Instance(String name, VersionMode mode, Clock clock, Uids uids) {
        this.name = name;
        this.mode = mode;
        this.clock = clock;
        this.uids = uids;
        this.metadata = new MetadataStore();
        this.users = new Users(metadata);
        this.notifier = new Notifier(clock, uids);
        this.analyticsBuilt = clock.instant();
        this.background = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "sandbox-" + name + "-background");
            thread.setDaemon(true);
            return thread;
        });
    }

    public String name() {
        return name;
    }

    public VersionMode mode() {
        return mode;
    }

    public Clock clock() {
        return clock;
    }

    public Instant now() {
        return clock.instant();
    }

    /** When the analytics tables were last updated, as the server tells it: what they show here is of the moment all the same. */
    public Instant analyticsBuilt() {
        return analyticsBuilt;
    }

    public void analyticsBuilt(Instant at) {
        analyticsBuilt = at;
    }

    public Uids uids() {
        return uids;
    }

    public MetadataStore metadata() {
        return metadata;
    }

    public OrgUnits orgUnits() {
        return metadata.orgUnits();
    }

    public Users users() {
        return users;
    }

    public TruthLog truth() {
        return truth;
    }

    public Notifier notifier() {
        return notifier;
    }

    /** Runs asynchronous imports, one after the other, as DHIS2's queue does. */
    public ExecutorService background() {
        return background;
    }

    @Override
    public void close() {
        background.shutdownNow();
    }
}
