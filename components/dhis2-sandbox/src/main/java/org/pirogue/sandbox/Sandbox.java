package org.pirogue.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.pirogue.sandbox.analytics.AnalyticsEndpoints;
import org.pirogue.sandbox.api.MetadataReads;
import org.pirogue.sandbox.api.MetadataWrites;
import org.pirogue.sandbox.api.SandboxEndpoints;
import org.pirogue.sandbox.api.SystemEndpoints;
import org.pirogue.sandbox.api.UserEndpoints;
import org.pirogue.sandbox.fault.Faults;
import org.pirogue.sandbox.http.Endpoints;
import org.pirogue.sandbox.http.Front;
import org.pirogue.sandbox.instance.Instance;
import org.pirogue.sandbox.instance.Times;
import org.pirogue.sandbox.instance.Uids;
import org.pirogue.sandbox.metadata.MetadataStore;
import org.pirogue.sandbox.metadata.OptionComboMaker;
import org.pirogue.sandbox.metadata.Users;
import org.pirogue.sandbox.tracker.TrackerEndpoints;
import org.pirogue.sandbox.tracker.TrackerStore;
import org.pirogue.sandbox.truth.TruthLog;
import org.pirogue.sandbox.values.Completeness;
import org.pirogue.sandbox.values.CompletenessEndpoints;
import org.pirogue.sandbox.values.DataValues;
import org.pirogue.sandbox.values.ValueEndpoints;

/** A running stand-in DHIS2. It keeps everything in memory and forgets it when closed. */
public final class Sandbox implements AutoCloseable {
    private static final String ADMIN_ID = "M5zQapPyTZI";

    private final Instance instance;
    private final DataValues dataValues = new DataValues();
    private final Completeness completeness = new Completeness();
    private final Faults faults = new Faults();
    private final TrackerStore tracker = new TrackerStore();
    private final String adminPassword;
    private final Front front;

    private Sandbox(SandboxOptions options) {
        long seed = options.seed() == null ? options.name().hashCode() : options.seed();
        Uids uids = new Uids(seed);
        this.instance = new Instance(options.name(), options.mode(), options.clock(), uids);
        this.adminPassword =
                options.adminPassword() == null ? new Uids(System.nanoTime()).next() : options.adminPassword();
        optionCombos().putDefaults(Times.local(instance.now()));
        instance.users().add(ADMIN_ID, "admin", adminPassword, Set.of("ALL"), List.of());
        this.front = Front.open(options.host(), options.port(), instance.users(), faults, endpoints());
    }

    public static Sandbox start(SandboxOptions options) {
        return new Sandbox(options);
    }

    private List<Endpoints> endpoints() {
        List<Endpoints> all = new ArrayList<>();
        all.add(new SandboxEndpoints(instance, faults, dataValues::size, this::calls));
        all.add(new SystemEndpoints(instance));
        all.add(new UserEndpoints(instance));
        all.add(new ValueEndpoints(instance, dataValues, completeness));
        all.add(new CompletenessEndpoints(instance, completeness));
        all.add(new AnalyticsEndpoints(instance, dataValues, completeness));
        all.add(new MetadataWrites(instance));
        all.add(new MetadataReads(instance));
        all.add(new TrackerEndpoints(instance, tracker));
        return all;
    }

    /** {@code http://127.0.0.1:port} */
    public String url() {
        return "http://" + front.address().getHostString() + ":"
                + front.address().getPort();
    }

    public String adminPassword() {
        return adminPassword;
    }

    public Instance instance() {
        return instance;
    }

    public MetadataStore metadata() {
        return instance.metadata();
    }

    public Users users() {
        return instance.users();
    }

    public TrackerStore tracker() {
        return tracker;
    }

    public TruthLog truth() {
        return instance.truth();
    }

    public DataValues dataValues() {
        return dataValues;
    }

    /** What goes wrong on request. */
    public Faults faults() {
        return faults;
    }

    /** Number of calls so far. */
    public long calls() {
        return front.calls();
    }

    public Completeness completeness() {
        return completeness;
    }

    private OptionComboMaker optionCombos() {
        return new OptionComboMaker(instance.metadata(), instance.uids()::of);
    }

    /** A personal access token of this user. */
    public String createToken(String username) {
        return instance.users().createToken(username);
    }

    /**
     * Loads metadata of the form {@code /api/metadata} takes, without judging it. Option combos that the payload does not
     * bring are made, with ids of this server.
     */
    public void loadMetadata(JsonNode metadata) {
        metadata.fields().forEachRemaining(type -> {
            if (type.getValue().isArray()) {
                type.getValue().forEach(object -> load(type.getKey(), (ObjectNode) object));
            }
        });
        optionCombos().complete(Times.local(instance.now()));
    }

    private void load(String type, ObjectNode object) {
        if (type.equals("categoryOptionCombos")) {
            optionCombos().giveWayTo(object);
        }
        if (type.equals("users")) {
            instance.users().add(object);
        } else {
            instance.metadata().put(type, object);
        }
    }

    @Override
    public void close() {
        front.close();
        instance.close();
    }
}
