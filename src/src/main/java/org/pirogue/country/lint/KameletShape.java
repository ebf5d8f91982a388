package org.pirogue.country.lint;

import java.util.Map;
import java.util.Set;

/** A kamelet: what it declares, and a template of a few patterns around the beans and the component that are made for it. */
public final class KameletShape {
    private static final Set<String> KINDS = Set.of("source", "action", "sink");
    private static final Set<String> PROPERTY =
            Set.of("title", "description", "type", "default", "example", "enum", "minimum", "maximum", "pattern");
    private static final Set<String> TYPES = Set.of("string", "integer", "number", "boolean");
    /** Options of Camel's kamelet component: a parameter of that name would be taken as one of them. */
    private static final Set<String> RESERVED = Set.of(
            "location",
            "block",
            "timeout",
            "failIfNoConsumers",
            "noErrorHandler",
            "routeId",
            "templateId",
            "uuid",
            "bridgeErrorHandler",
            "exceptionHandler",
            "exchangePattern",
            "lazyStartProducer",
            "parentRouteId",
            "prefixId");

    private static final Set<String> DEPENDENCIES =
            Set.of("camel:kamelet", "camel:bean", "camel:quartz", "camel:jms", "camel:kafka");

    private final String name;
    private final Report report;
    private final Keys keys;
    private final Texts texts;

    public KameletShape(String name, Report report) {
        this.name = name;
        this.report = report;
        this.keys = new Keys(report);
        this.texts = new Texts(report);
    }

    public void check(Branch file) {
        String kind = name.substring(name.lastIndexOf('-') + 1);
        if (!KINDS.contains(kind) || !name.matches("[a-z0-9]+(-[a-z0-9]+)+")) {
            report.add("P183", 1, name, "no name of a kamelet", "name the file NAME-source, NAME-action or NAME-sink");
            return;
        }
        if (!keys.check(file, Set.of("apiVersion", "kind", "metadata", "spec"))) {
            return;
        }
        constant(file.get("apiVersion"), "camel.apache.org/v1");
        constant(file.get("kind"), "Kamelet");
        keys.check(file.get("metadata"), Set.of("name", "annotations", "labels"));
        Branch spec = file.get("spec");
        if (keys.check(spec, Set.of("definition", "dependencies", "template"))) {
            Set<String> properties = definition(spec.get("definition"));
            dependencies(spec.get("dependencies"));
            template(spec.get("template"), kind, properties);
        }
    }

    private void constant(Branch said, String wanted) {
        if (!said.text().equals(wanted)) {
            report.add("P183", said.line(), said.text(), "not what belongs here", "write " + wanted);
        }
    }

    private Set<String> definition(Branch definition) {
        keys.check(definition, Set.of("title", "description", "required", "type", "properties"));
        Map<String, Branch> properties = definition.get("properties").keys();
        properties.forEach((property, said) -> {
            texts.notASecret(property, said);
            if (RESERVED.contains(property) || !property.matches("[a-z][A-Za-z0-9]*")) {
                report.add(
                        "P183",
                        said.line(),
                        property,
                        "no name for a parameter",
                        "take another name, in letters and digits");
            }
            if (keys.check(said, PROPERTY)) {
                property(said);
            }
        });
        return properties.keySet();
    }

    private void property(Branch said) {
        if (!TYPES.contains(said.get("type").text())) {
            Branch type = said.get("type");
            report.add("P183", type.line(), type.text(), "no type of a parameter", "one of " + TYPES);
        }
        said.find("default").ifPresent(value -> texts.check(value, null));
        said.get("enum").items().forEach(value -> texts.check(value, null));
    }

    private void dependencies(Branch dependencies) {
        for (Branch each : dependencies.items()) {
            if (!DEPENDENCIES.contains(each.text())) {
                report.add(
                        "P184",
                        each.line(),
                        each.text(),
                        "no part that kamelets may need",
                        Nearest.to(each.text(), DEPENDENCIES));
            }
        }
    }

    private void template(Branch template, String kind, Set<String> properties) {
        if (!keys.check(template, Set.of("from"))) {
            return;
        }
        new RouteShape(report, kind, name, properties).check(template.get("from"));
    }
}
