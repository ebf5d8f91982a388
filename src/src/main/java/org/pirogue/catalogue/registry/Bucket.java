package org.pirogue.catalogue.registry;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.nifi.registry.client.BucketClient;
import org.apache.nifi.registry.client.FlowClient;
import org.apache.nifi.registry.client.FlowSnapshotClient;
import org.apache.nifi.registry.client.NiFiRegistryClient;
import org.apache.nifi.registry.client.NiFiRegistryClientConfig;
import org.apache.nifi.registry.client.NiFiRegistryException;
import org.apache.nifi.registry.client.RequestConfig;
import org.apache.nifi.registry.client.impl.JerseyNiFiRegistryClient;
import org.apache.nifi.registry.client.impl.request.BearerTokenRequestConfig;
import org.apache.nifi.registry.flow.VersionedFlow;
import org.apache.nifi.registry.flow.VersionedFlowSnapshot;
import org.apache.nifi.registry.flow.VersionedFlowSnapshotMetadata;
import org.jspecify.annotations.Nullable;
import org.pirogue.catalogue.CatalogueProblem;

/** One bucket of a Registry: its flows by name, their snapshots by number. */
final class Bucket implements AutoCloseable {
    private static final String USUAL = "pirogue-templates";
    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 60_000;

    private static final Retry TURNS = Retry.of(
            "nifi-registry",
            RetryConfig.custom()
                    .maxAttempts(30)
                    .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(20, 1.3, 0.5, 1000))
                    .retryExceptions(Again.class)
                    .build());

    /** Warns of a kind of body that nobody sends here; kept, since a logger that nobody keeps forgets its level. */
    private static final Logger BINDERS = Logger.getLogger("org.glassfish.jersey.message.internal.MessagingBinders");

    static {
        BINDERS.setLevel(Level.SEVERE);
    }

    private final String place;
    private final String name;
    private final NiFiRegistryClient client;
    private final BucketClient buckets;
    private final FlowClient flows;
    private final FlowSnapshotClient snapshots;

    Bucket(String place, @Nullable String token) {
        URI uri = URI.create(place);
        this.place = place;
        this.name = uri.getFragment() == null ? USUAL : uri.getFragment();
        this.client = new JerseyNiFiRegistryClient.Builder()
                .config(new NiFiRegistryClientConfig.Builder()
                        .baseUrl(uri.getScheme() + "://" + uri.getRawAuthority())
                        .connectTimeout(CONNECT_MILLIS)
                        .readTimeout(READ_MILLIS)
                        .build())
                .build();
        RequestConfig request = token == null ? null : new BearerTokenRequestConfig(token);
        this.buckets = request == null ? client.getBucketClient() : client.getBucketClient(request);
        this.flows = request == null ? client.getFlowClient() : client.getFlowClient(request);
        this.snapshots = request == null ? client.getFlowSnapshotClient() : client.getFlowSnapshotClient(request);
    }

    private interface Call<T> {
        T call() throws NiFiRegistryException, IOException;
    }

    /** A reading call. The Registry answers 500 to one that comes while another makes a flow: then it is asked again. */
    private <T> T ask(Call<T> call) {
        try {
            return TURNS.executeCallable(() -> {
                try {
                    return call.call();
                } catch (NiFiRegistryException e) {
                    throw Again.orSelf(e);
                }
            });
        } catch (Exception e) {
            throw new CatalogueProblem("P644", place, reason(e));
        }
    }

    /** The Registry's own words, without the request: that could hold a token. */
    private static String reason(Exception e) {
        Throwable told = e instanceof Again && e.getCause() != null ? e.getCause() : e;
        Throwable cause = told.getCause() == null ? told : told.getCause();
        return cause.getClass().getSimpleName()
                + (told instanceof NiFiRegistryException ? ": " + told.getMessage() : "");
    }

    private Optional<String> id() {
        return ask(buckets::getAll).stream()
                .filter(each -> each.getName().equals(name))
                .map(org.apache.nifi.registry.bucket.Bucket::getIdentifier)
                .findFirst();
    }

    private String idOrNew() {
        org.apache.nifi.registry.bucket.Bucket wanted = new org.apache.nifi.registry.bucket.Bucket();
        wanted.setName(name);
        wanted.setDescription("Templates of Pirogue");
        return made(() -> buckets.create(wanted).getIdentifier(), this::id);
    }

    /** Names are unique in the Registry: whom another was faster than finds what that one made. */
    private String made(Call<String> make, Supplier<Optional<String>> find) {
        try {
            return TURNS.executeCallable(() -> {
                Optional<String> there = find.get();
                if (there.isPresent()) {
                    return there.get();
                }
                try {
                    return make.call();
                } catch (NiFiRegistryException e) {
                    throw Again.orSelf(e);
                }
            });
        } catch (CatalogueProblem e) {
            throw e;
        } catch (Exception e) {
            throw new CatalogueProblem("P642", place, reason(e));
        }
    }

    List<String> flows() {
        return id().map(id -> ask(() -> flows.getByBucket(id)).stream()
                        .map(VersionedFlow::getName)
                        .toList())
                .orElse(List.of());
    }

    Optional<String> flow(String flow) {
        return id().flatMap(id -> flow(id, flow));
    }

    private Optional<String> flow(String id, String flow) {
        return ask(() -> flows.getByBucket(id)).stream()
                .filter(each -> each.getName().equals(flow))
                .map(VersionedFlow::getIdentifier)
                .findFirst();
    }

    String flowOrNew(String flow, String description) {
        String id = idOrNew();
        VersionedFlow wanted = new VersionedFlow();
        wanted.setBucketIdentifier(id);
        wanted.setName(flow);
        wanted.setDescription(description);
        return made(() -> flows.create(wanted).getIdentifier(), () -> flow(id, flow));
    }

    /** Numbers of the snapshots of a flow, the oldest first. */
    List<Integer> numbers(String flow) {
        return ask(() -> snapshots.getSnapshotMetadata(flow)).stream()
                .map(VersionedFlowSnapshotMetadata::getVersion)
                .sorted()
                .toList();
    }

    VersionedFlowSnapshot snapshot(String flow, int number) {
        return ask(() -> snapshots.get(flow, number));
    }

    /** What makes the next snapshot of a flow. */
    interface Making {
        /** @param last number of the last snapshot, 0 where there is none */
        VersionedFlowSnapshot after(int last);
    }

    /** Whoever is refused, since another took the number, looks again at what is there and makes it anew. */
    void append(String flow, Making making) {
        String id = idOrNew();
        try {
            TURNS.executeCallable(() -> {
                List<Integer> numbers = numbers(flow);
                int last = numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
                VersionedFlowSnapshot snapshot = making.after(last);
                VersionedFlowSnapshotMetadata metadata = snapshot.getSnapshotMetadata();
                metadata.setBucketIdentifier(id);
                metadata.setFlowIdentifier(flow);
                metadata.setVersion(last + 1);
                try {
                    return snapshots.create(snapshot);
                } catch (NiFiRegistryException e) {
                    throw Again.orSelf(e);
                }
            });
        } catch (CatalogueProblem e) {
            throw e;
        } catch (Exception e) {
            throw new CatalogueProblem("P642", place, reason(e));
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new CatalogueProblem("P644", place, reason(e));
        }
    }
}
