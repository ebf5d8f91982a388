package org.pirogue.country.lint;

import java.util.Set;

/** A flow's file: two routes that call kamelets with parameters and their own queue. It holds no logic, so it can do no harm. */
public final class FlowShape implements Steps.Calls {
    private static final String KAMELET = "kamelet:[a-z0-9]+(-[a-z0-9]+)*-(source|action|sink)";
    private static final String QUEUE = "jms:queue:[a-z0-9][a-z0-9-]*\\.[a-z0-9][a-z0-9-]*";

    private final Report report;
    private final Keys keys;
    private final Texts texts;
    private final String schedule;
    private final Steps steps;

    public FlowShape(String flow, Report report) {
        this.report = report;
        this.keys = new Keys(report);
        this.texts = new Texts(report);
        this.schedule = "{{pirogue.flows." + flow + ".schedule}}";
        this.steps = new Steps(report, this, new Beans(report, "flow", Set.of()));
    }

    public void check(Branch file) {
        if (!file.isList()) {
            report.add("P153", file.line(), null, "a flow is a list of two routes", "begin with - route:");
        }
        for (Branch entry : file.items()) {
            if (keys.check(entry, Set.of("route"))) {
                entry.find("route").ifPresent(this::route);
            }
        }
    }

    private void route(Branch route) {
        if (!keys.check(route, Set.of("id", "description", "from"))) {
            return;
        }
        keys.told(route, true);
        Branch from = route.get("from");
        if (keys.check(from, Set.of("id", "description", "uri", "parameters", "steps"))) {
            keys.told(from, false);
            call("from", from.get("uri"), from.get("parameters"));
            steps.check(from.get("steps"));
        }
    }

    @Override
    public Set<String> steps() {
        return Set.of("to", "split");
    }

    @Override
    public void call(String step, Branch uri, Branch parameters) {
        String said = uri.text();
        boolean kamelet = said.matches(KAMELET);
        if (!kamelet && !said.matches(QUEUE)) {
            report.add(
                    "P156",
                    uri.line(),
                    said,
                    "a flow calls kamelets and its own queue, nothing else",
                    "write kamelet:NAME with parameters below it, or jms:queue:WORKSPACE.FLOW");
        }
        if (!parameters.isMissing() && !parameters.isObject()) {
            report.add("P183", parameters.line(), parameters.text(), "no parameters", "write name: value");
        }
        parameters.keys().forEach((name, value) -> {
            if (!kamelet) {
                report.add("P183", value.line(), name, "a queue takes no parameters", "remove it");
            }
            texts.notASecret(name, value);
            texts.check(value, name.equals("schedule") ? schedule : null);
        });
    }
}
