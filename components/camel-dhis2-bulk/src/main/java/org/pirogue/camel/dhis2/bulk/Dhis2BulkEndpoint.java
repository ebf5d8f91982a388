package org.pirogue.camel.dhis2.bulk;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Read and write DHIS2 aggregate and tracker data in bulk: streaming reads, and writes with a verdict for every record. */
@UriEndpoint(
        firstVersion = "4.18.0",
        scheme = "dhis2-bulk",
        title = "DHIS2 Bulk",
        syntax = "dhis2-bulk:operation",
        producerOnly = true,
        remote = true,
        category = {Category.API})
public class Dhis2BulkEndpoint extends DefaultEndpoint implements EndpointServiceLocation {

    @UriParam
    private final Dhis2BulkConfiguration configuration;

    /** For the component. */
    public Dhis2BulkEndpoint(String uri, Dhis2BulkComponent component, Dhis2BulkConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    /** The options. */
    public Dhis2BulkConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public Producer createProducer() {
        return new Dhis2BulkProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("dhis2-bulk is a step within a route, not its source");
    }

    @Override
    public @Nullable String getServiceUrl() {
        return null;
    }

    @Override
    public String getServiceProtocol() {
        return "dhis2";
    }

    Dhis2BulkClient client() {
        return ((Dhis2BulkComponent) getComponent()).client(configuration.getConnection());
    }
}
