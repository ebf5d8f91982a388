package org.pirogue.camel.dhis2.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.IOHelper;
import org.jspecify.annotations.Nullable;

/** Calls the client and puts what it gives into the body. */
class Dhis2BulkProducer extends DefaultProducer {

    private final Dhis2BulkConfiguration configuration;
    private @Nullable Dhis2BulkClient client;

    Dhis2BulkProducer(Dhis2BulkEndpoint endpoint) {
        super(endpoint);
        this.configuration = endpoint.getConfiguration();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        client = ((Dhis2BulkEndpoint) getEndpoint()).client();
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        Dhis2BulkClient open = java.util.Objects.requireNonNull(client);
        Object result =
                switch (configuration.getOperation()) {
                    case exportDataValues -> closing(exchange, open.exportDataValues(dataValueQuery(message)));
                    case exportAnalytics ->
                        closing(exchange, open.exportAnalytics(message.getMandatoryBody(AnalyticsQuery.class)));
                    case exportTrackedEntities ->
                        closing(exchange, open.exportTrackedEntities(trackedEntityQuery(message)));
                    case importDataValues -> write(open, dataValueImport(message));
                    case importRegistrations -> new RegistrationWriter(open, registrations(message)).write();
                    case importTracker -> open.importTracker(payload(message), configuration.trackerParameters());
                    case importMetadata ->
                        new MetadataWriter(open, message.getMandatoryBody(MetadataImport.class)).write();
                };
        message.setBody(result);
    }

    private Verdict write(Dhis2BulkClient open, DataValueImport values) {
        return configuration.isBisect() ? new DataValueWriter(open).write(values) : open.importDataValues(values);
    }

    private DataValueQuery dataValueQuery(Message message) {
        return message.getBody() instanceof DataValueQuery query ? query : configuration.dataValueQuery();
    }

    private TrackedEntityQuery trackedEntityQuery(Message message) {
        return message.getBody() instanceof TrackedEntityQuery query ? query : configuration.trackedEntityQuery();
    }

    private DataValueImport dataValueImport(Message message) {
        Object body = message.getBody();
        if (body instanceof DataValueImport values) {
            return values;
        }
        if (!(body instanceof Collection<?> collection)) {
            throw new IllegalArgumentException("importDataValues wants a DataValueImport or a collection of DataValue");
        }
        List<DataValue> values = new ArrayList<>(collection.size());
        collection.forEach(value -> values.add((DataValue) value));
        return configuration.dataValueImport(values);
    }

    private static List<Registration> registrations(Message message) {
        List<Registration> registrations = new ArrayList<>();
        message.getBody(Collection.class).forEach(each -> registrations.add((Registration) each));
        return registrations;
    }

    private static ObjectNode payload(Message message) throws Exception {
        Object body = message.getBody();
        if (body instanceof ObjectNode object) {
            return object;
        }
        if (body instanceof Map<?, ?> map) {
            return Json.MAPPER.valueToTree(map);
        }
        byte[] json = message.getMandatoryBody(byte[].class);
        if (Json.tree(json) instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException("importTracker wants a JSON object with lists of tracker objects");
    }

    /** A stream that nobody reads to its end must not keep its connection. */
    private static <T extends Closeable> T closing(Exchange exchange, T stream) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                IOHelper.close(stream);
            }
        });
        return stream;
    }
}
