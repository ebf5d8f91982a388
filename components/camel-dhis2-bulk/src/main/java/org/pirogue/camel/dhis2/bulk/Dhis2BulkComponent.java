package org.pirogue.camel.dhis2.bulk;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;
import org.jspecify.annotations.Nullable;

/** Reads and writes DHIS2 data in bulk. All endpoints of a connection share its pool. */
@Component("dhis2-bulk")
public class Dhis2BulkComponent extends DefaultComponent {

    private final Map<Dhis2Connection, Dhis2BulkClient> clients = new ConcurrentHashMap<>();

    /** For Camel. */
    public Dhis2BulkComponent() {}

    /** For use in Java. */
    public Dhis2BulkComponent(@Nullable CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Dhis2BulkConfiguration configuration = new Dhis2BulkConfiguration();
        configuration.setOperation(
                getCamelContext().getTypeConverter().mandatoryConvertTo(Dhis2BulkOperation.class, remaining));
        configuration.setParameters(PropertiesHelper.extractProperties(parameters, "parameter."));
        Dhis2BulkEndpoint endpoint = new Dhis2BulkEndpoint(uri, this, configuration);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** The client of the connection that the registry holds under this name. */
    Dhis2BulkClient client(String name) {
        String bean = name.startsWith("#bean:") ? name.substring(6) : name.startsWith("#") ? name.substring(1) : name;
        Dhis2Connection connection = getCamelContext().getRegistry().lookupByNameAndType(bean, Dhis2Connection.class);
        if (connection == null) {
            throw new IllegalArgumentException("connection '" + bean + "' is not a Dhis2Connection in the registry");
        }
        return clients.computeIfAbsent(connection, Dhis2BulkClient::new);
    }

    @Override
    protected void doStop() throws Exception {
        clients.values().forEach(Dhis2BulkClient::close);
        clients.clear();
        super.doStop();
    }
}
