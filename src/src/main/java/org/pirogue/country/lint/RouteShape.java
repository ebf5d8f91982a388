package org.pirogue.country.lint;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The route inside a kamelet, or one that all flows share: the same few patterns, calls of our own beans and component. */
public final class RouteShape implements Steps.Calls {
    private static final Set<String> STEPS =
            Set.of("to", "toD", "bean", "setVariable", "setBody", "split", "filter", "choice", "doTry");
    private static final Set<String> OPERATIONS =
            Set.of("exportDataValues", "exportAnalytics", "exportTrackedEntities");
    private static final Set<String> WRITES =
            Set.of("importDataValues", "importRegistrations", "importTracker", "importMetadata");
    private static final Set<String> CRONS = Set.of(
            "{{pirogue.follow-schedule}}",
            "{{pirogue.shares-schedule}}",
            "{{pirogue.keeping-schedule}}",
            "{{pirogue.delivery.sweep-schedule}}",
            "{{pirogue.delivery.recheck-schedule}}");
    private static final String SHARED = "shared";
    private static final String KAFKA = "kafka:{{topic}}";
    /** What a call of Kafka says, and nothing else: where the brokers are, and who signs in, the connection knows. */
    private static final Map<String, String> KAFKA_OPTIONS = Map.of(
            "kafkaClientFactory", "#{{connection}}",
            "requestRequiredAcks", "all",
            "enableIdempotence", "true",
            "batchWithIndividualHeaders", "true",
            "recordMetadata", "true",
            "lazyStartProducer", "true",
            "compressionCodec", "{{compression}}");

    private final Report report;
    private final Keys keys;
    private final Texts texts;
    private final Steps steps;
    private final String kind;
    private final String name;
    private final Set<String> properties;

    /** @param kind {@code source}, {@code action}, {@code sink} or {@code shared} */
    RouteShape(Report report, String kind, String name, Set<String> properties) {
        this.report = report;
        this.keys = new Keys(report);
        this.texts = new Texts(report);
        this.steps = new Steps(report, this, new Beans(report, kind, properties));
        this.kind = kind;
        this.name = name;
        this.properties = properties;
    }

    /** @param name of a file {@code routes/shared/<name>.camel.yaml} */
    public static void shared(String name, Branch file, Report report) {
        RouteShape shape = new RouteShape(report, SHARED, name, Set.of());
        if (!file.isList()) {
            report.add("P153", file.line(), null, "no list of routes", "begin with - route:");
        }
        for (Branch entry : file.items()) {
            if (shape.keys.check(entry, Set.of("route"))
                    && shape.keys.check(entry.get("route"), Set.of("id", "description", "from"))) {
                shape.keys.told(entry.get("route"), true);
                shape.id(entry.get("route").get("id"));
                shape.check(entry.get("route").get("from"));
            }
        }
    }

    /** An id of a flow's would take that flow's place. */
    private void id(Branch id) {
        if (!id.text().equals(SHARED + "." + name)) {
            report.add(
                    "P153", id.line(), id.text(), "not the id that goes with the file's name", "write shared." + name);
        }
    }

    void check(Branch from) {
        if (!keys.check(from, Set.of("id", "description", "uri", "parameters", "steps"))) {
            return;
        }
        keys.told(from, false);
        Branch uri = from.get("uri");
        String wanted =
                switch (kind) {
                    case "source" -> "quartz:collect/{{flow}}";
                    case SHARED -> "quartz:shared/" + name;
                    default -> "kamelet:source";
                };
        if (!uri.text().equals(wanted)) {
            report.add("P184", uri.line(), uri.text(), "not where this begins", "write " + wanted);
        }
        from.get("parameters").keys().forEach(this::schedule);
        steps.check(from.get("steps"));
    }

    private void schedule(String option, Branch value) {
        boolean cron = kind.equals(SHARED)
                ? CRONS.contains(value.text())
                : value.text().equals("{{schedule}}");
        boolean known = option.equals("cron")
                ? cron
                : option.equals("stateful") && value.text().equals("true");
        if (!known) {
            report.add(
                    option.equals("cron") ? "P186" : "P183",
                    value.line(),
                    option,
                    "not an option of a schedule here",
                    "cron with the schedule's own placeholder, and stateful: true");
        }
    }

    @Override
    public Set<String> steps() {
        return STEPS;
    }

    @Override
    public void call(String step, Branch uri, Branch parameters) {
        String said = uri.text();
        if (step.equals("toD")) {
            if (!said.equals("jms:queue:${variable.queue}") || !parameters.isMissing()) {
                report.add(
                        "P184",
                        uri.line(),
                        said,
                        "a place that is not known before",
                        "write jms:queue:${variable.queue}");
            }
        } else if (said.equals("kamelet:sink") && kind.equals("source")) {
            return;
        } else if (said.startsWith("dhis2-bulk:") && isOperation(said.substring("dhis2-bulk:".length()))) {
            bulk(parameters, uri.line());
        } else if (said.equals(KAFKA) && kind.equals("sink")) {
            kafka(parameters, uri.line());
        } else {
            report.add(
                    "P184",
                    uri.line(),
                    said,
                    "not a place that this may call",
                    kind.equals("source")
                            ? "kamelet:sink, or dhis2-bulk: with an export"
                            : "dhis2-bulk: and its operations");
        }
    }

    private boolean isOperation(String operation) {
        return OPERATIONS.contains(operation) || (kind.equals("sink") && WRITES.contains(operation));
    }

    private void bulk(Branch parameters, int line) {
        Map<String, Branch> said = parameters.keys();
        if (!said.containsKey("connection")) {
            report.add("P187", line, null, "no connection", "write connection: \"{{connection}}\"");
        }
        said.forEach((option, value) -> {
            texts.notASecret(option, value);
            if (option.equals("connection") && !value.text().equals("{{connection}}")) {
                report.add(
                        "P187", value.line(), value.text(), "not the kamelet's own parameter", "write {{connection}}");
            } else if (!option.equals("connection")) {
                texts.check(value, placeholder(value.text()));
            }
        });
    }

    private void kafka(Branch parameters, int line) {
        Map<String, Branch> said = parameters.keys();
        KAFKA_OPTIONS.forEach((option, wanted) -> {
            Branch value = said.get(option);
            if (value == null || !value.text().equals(wanted)) {
                report.add(
                        "P187",
                        value == null ? line : value.line(),
                        option,
                        "without it a record could be lost, or go to another cluster",
                        "write " + option + ": \"" + wanted + "\"");
            }
        });
        said.forEach((option, value) -> {
            texts.notASecret(option, value);
            if (!KAFKA_OPTIONS.containsKey(option)) {
                report.add("P187", value.line(), option, "not an option that a kamelet gives to Kafka", "remove it");
            }
        });
    }

    private @Nullable String placeholder(String text) {
        return properties.stream()
                .map(each -> "{{" + each + "}}")
                .filter(text::equals)
                .findFirst()
                .orElse(null);
    }
}
