package org.pirogue.cli.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.pirogue.camel.dhis2.bulk.Dhis2BulkClient;
import org.pirogue.camel.dhis2.bulk.Dhis2Connection;
import org.pirogue.camel.dhis2.bulk.Dhis2Credentials;
import org.pirogue.cli.demo.SampleWorld.Server;
import org.pirogue.sandbox.Sandbox;
import org.pirogue.sandbox.SandboxOptions;
import org.pirogue.sandbox.fault.Fault;
import org.pirogue.sandbox.sample.Sample;
import org.pirogue.sandbox.values.DataValues;

/** A stand-in DHIS2 for every connection, and a second target for the copy, in this process. */
final class BenchServers implements AutoCloseable {
    static final String COPY = "copy";
    /** Seen at a real 2.43: 2,775 values a second, 1,000 in a call. */
    static final long POST_MILLIS = 360;

    private final Map<String, Sandbox> sandboxes = new ConcurrentHashMap<>();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    static BenchServers start(Path sampleFolder, List<String> connections, String target, long values, boolean slow) {
        Sample sample = Sample.load(sampleFolder).big(values);
        BenchServers all = new BenchServers();
        try {
            connections.forEach(connection -> all.open(sample, connection, connection));
            all.open(sample, COPY, target);
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
        if (slow) {
            Fault latency = Fault.latency("dataValueSets", POST_MILLIS).on("POST");
            List.of(COPY, target)
                    .forEach(each -> all.sandboxes.get(each).faults().add(latency));
        }
        return all;
    }

    private void open(Sample sample, String name, String connection) {
        Sandbox sandbox = Sandbox.start(SandboxOptions.named(name));
        sandboxes.put(name, sandbox);
        tokens.put(name, sample.fill(connection, sandbox).token());
    }

    /** For Pirogue: the connections, without the second target. */
    Map<String, Server> servers() {
        return sandboxes.keySet().stream()
                .filter(name -> !name.equals(COPY))
                .collect(Collectors.toMap(
                        name -> name, name -> new Server(sandboxes.get(name).url(), tokens.get(name))));
    }

    /** Requests that these servers were asked. */
    long requests(List<String> names) {
        return names.stream().mapToLong(name -> sandboxes.get(name).calls()).sum();
    }

    /** Writes that were applied at this server. */
    long applied(String name) {
        return sandboxes.get(name).truth().size();
    }

    /** Stamps every value as written now, with the content that it has: the next run has to look at all of them. */
    void touch(String name) {
        DataValues values = sandboxes.get(name).dataValues();
        Instant now = Instant.now();
        values.all()
                .forEach(value -> values.put(
                        value.dataElement(),
                        value.period(),
                        value.orgUnit(),
                        value.categoryOptionCombo(),
                        value.attributeOptionCombo(),
                        value.value(),
                        value.storedBy(),
                        now));
    }

    Dhis2BulkClient client(String name) {
        return new Dhis2BulkClient(
                Dhis2Connection.builder(name, sandboxes.get(name).url())
                        .credentials(Dhis2Credentials.token(tokens.get(name)))
                        .build());
    }

    @Override
    public void close() {
        sandboxes.values().forEach(Sandbox::close);
    }
}
