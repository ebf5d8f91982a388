package org.pirogue.country.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.catalog.RuntimeCamelCatalog;
import org.apache.camel.impl.DefaultCamelContext;

/** Camel's catalogue of the components that this Pirogue has: which options there are, and of which type. */
public final class CamelCatalogue implements AutoCloseable {
    private final CamelContext camel = new DefaultCamelContext();
    private final RuntimeCamelCatalog catalogue =
            camel.getCamelContextExtension().getContextPlugin(RuntimeCamelCatalog.class);

    /** Every call below this branch. */
    public void check(Branch branch, Report report) {
        Branch uri = branch.get("uri");
        if (uri.isScalar()) {
            call(uri, branch.get("parameters"), report);
        }
        branch.keys().values().forEach(each -> check(each, report));
        branch.items().forEach(each -> check(each, report));
    }

    private void call(Branch uri, Branch parameters, Report report) {
        String scheme = uri.text().replaceFirst(":.*", "");
        if (scheme.equals("kamelet") || uri.text().contains("${")) {
            return;
        }
        Map<String, String> options = new LinkedHashMap<>();
        parameters.keys().forEach((name, value) -> options.put(name, value.text()));
        EndpointValidationResult result = catalogue.validateProperties(scheme, options);
        if (result.getUnknownComponent() != null) {
            report.add("P196", uri.line(), scheme, "no component that Pirogue has", "remove it");
        }
        all(result)
                .forEach(name -> report.add(
                        "P196",
                        parameters.get(name).line(),
                        name,
                        scheme + " has no such option, or not of this type",
                        Nearest.to(name, known(scheme))));
    }

    private static Set<String> all(EndpointValidationResult result) {
        Set<String> names = new TreeSet<>();
        if (result.getUnknown() != null) {
            names.addAll(result.getUnknown());
        }
        for (Map<String, String> invalid : new Map[] {
            result.getInvalidEnum(), result.getInvalidBoolean(), result.getInvalidInteger(), result.getInvalidNumber()
        }) {
            if (invalid != null) {
                names.addAll(invalid.keySet());
            }
        }
        return names;
    }

    private Set<String> known(String scheme) {
        Set<String> names = new TreeSet<>();
        try {
            new ObjectMapper()
                    .readTree(catalogue.componentJSonSchema(scheme))
                    .path("properties")
                    .fieldNames()
                    .forEachRemaining(names::add);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    @Override
    public void close() {
        camel.stop();
    }
}
