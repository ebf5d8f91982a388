package org.pirogue.country.lint;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The steps of a route: the patterns that are allowed, each with its own keys, and nothing else of what Camel can do. */
final class Steps {
    private static final Set<String> TOLD = Set.of("id", "description");
    private static final Map<String, Set<String>> KEYS = Map.of(
            "to", with("uri", "parameters", "pattern"),
            "toD", with("uri", "parameters", "pattern", "allowOptimisedComponents"),
            "bean", with("ref", "method"),
            "setVariable", with("name", "simple", "constant", "expression"),
            "setBody", with("simple", "constant", "expression"),
            "split", with("simple", "expression", "steps", "streaming", "stopOnException"),
            "filter", with("simple", "expression", "steps"),
            "choice", with("when", "otherwise"),
            "doTry", with("steps", "doCatch", "doFinally"));
    private static final List<String> CAUGHT = List.of("java.lang.Exception", "org.springframework.jms.JmsException");
    /** Those that beans set for one another: a step that set them could speak for another run, or to another queue. */
    private static final Set<String> RESERVED = Set.of("run");

    /** What may be called, which differs from one kind of file to another. */
    interface Calls {
        Set<String> steps();

        void call(String step, Branch uri, Branch parameters);
    }

    private final Report report;
    private final Keys keys;
    private final Calls calls;
    private final Beans beans;
    private final Expressions expressions;

    Steps(Report report, Calls calls, Beans beans) {
        this.report = report;
        this.keys = new Keys(report);
        this.calls = calls;
        this.beans = beans;
        this.expressions = new Expressions(report, beans, keys);
    }

    private static Set<String> with(String... keys) {
        return Stream.concat(TOLD.stream(), Stream.of(keys)).collect(Collectors.toUnmodifiableSet());
    }

    void check(Branch steps) {
        if (!steps.isMissing() && !steps.isList()) {
            report.add("P183", steps.line(), steps.text(), "no list of steps", "begin each step with a dash");
        }
        steps.items().forEach(this::step);
    }

    private void step(Branch step) {
        if (!step.isObject() || step.keys().size() != 1) {
            report.add("P183", step.line(), step.text(), "no step", "one of " + sorted());
        }
        step.keys().forEach((name, body) -> {
            if (calls.steps().contains(name)) {
                step(name, body);
            } else {
                report.add("P183", step.line(), name, "a step that is not allowed", Nearest.to(name, calls.steps()));
            }
        });
    }

    private String sorted() {
        return String.join(", ", new TreeSet<>(calls.steps()));
    }

    private void step(String name, Branch body) {
        if (body.isScalar() && (name.equals("to") || name.equals("toD"))) {
            calls.call(name, body, body.get("parameters"));
            return;
        }
        if (!keys.check(body, KEYS.getOrDefault(name, TOLD))) {
            return;
        }
        keys.told(body, false);
        switch (name) {
            case "to", "toD" -> calls.call(name, body.get("uri"), body.get("parameters"));
            case "bean" -> beans.check(body);
            case "setVariable" -> variable(body);
            case "setBody" -> expressions.check(body);
            case "choice" -> choice(body);
            case "doTry" -> attempt(body);
            default -> {
                expressions.check(body);
                check(body.get("steps"));
            }
        }
    }

    private void variable(Branch body) {
        Branch name = body.get("name");
        String said = name.text();
        if (!said.matches("[a-z][A-Za-z0-9]*") || RESERVED.contains(said)) {
            report.add(
                    "P183",
                    name.line(),
                    said,
                    "no variable that a step may set",
                    "letters and digits; not " + RESERVED);
        }
        if (said.equals("queue") && !body.get("simple").text().equals("${body.queue}")) {
            report.add(
                    "P157",
                    name.line(),
                    said,
                    "messages go to the queue of their own flow",
                    "set it to ${body.queue}, or not");
        }
        expressions.check(body);
    }

    private void choice(Branch body) {
        for (Branch when : body.get("when").items()) {
            if (keys.check(when, with("simple", "expression", "steps"))) {
                expressions.check(when);
                check(when.get("steps"));
            }
        }
        body.find("otherwise")
                .filter(other -> keys.check(other, with("steps")))
                .ifPresent(other -> check(other.get("steps")));
    }

    private void attempt(Branch body) {
        check(body.get("steps"));
        for (Branch caught : body.get("doCatch").items()) {
            if (keys.check(caught, with("exception", "steps"))) {
                caught.get("exception").items().forEach(this::exception);
                check(caught.get("steps"));
            }
        }
        body.find("doFinally")
                .filter(last -> keys.check(last, with("steps")))
                .ifPresent(last -> check(last.get("steps")));
    }

    private void exception(Branch name) {
        if (!CAUGHT.contains(name.text())) {
            report.add("P190", name.line(), name.text(), "a class that is not allowed", "one of " + CAUGHT);
        }
    }
}
