package org.pirogue.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.test.Difference;
import org.pirogue.cli.test.Verdict;
import org.pirogue.home.Problem;

/** Tells what came out of tests, as they end: a line each, and of one that failed where, what was expected and what was found. */
final class TestReport {
    private static final String INDENT = "    ";

    private final Screen screen;
    private final boolean asJson;
    private final ArrayNode json = new ObjectMapper().createArrayNode();
    private final long begin = System.nanoTime();
    private int held;
    private int failed;
    private int broken;

    TestReport(Screen screen, boolean asJson) {
        this.screen = screen;
        this.asJson = asJson;
    }

    /** A file of tests that cannot be used. */
    void broken(Problem problem) {
        broken++;
        if (asJson) {
            json.addObject().put("result", "broken").put("problem", text(problem));
        } else {
            line("test.broken", text(problem));
        }
    }

    void add(Verdict verdict) {
        boolean carriedOut = verdict.problem() == null;
        held += verdict.holds() ? 1 : 0;
        failed += carriedOut && !verdict.holds() ? 1 : 0;
        broken += carriedOut ? 0 : 1;
        if (asJson) {
            json(verdict);
        } else {
            tell(verdict);
        }
    }

    private void tell(Verdict verdict) {
        String name = verdict.suite().tested() + ": " + verdict.trial().name();
        if (verdict.holds()) {
            line("test.held", name);
        } else if (verdict.problem() != null) {
            line("test.broken", name);
            screen.print(INDENT + text(verdict.problem()));
        } else {
            line("test.failed", name);
            differences(verdict).forEach(line -> screen.print(INDENT + line));
        }
    }

    private void line(String key, String what) {
        screen.print(screen.text(key, what));
    }

    private List<String> differences(Verdict verdict) {
        Table table = screen.table(4, "place", "what", "expected", "was");
        for (Difference each : verdict.differences()) {
            table.add(List.of(
                    verdict.suite().place() + ":" + each.line(),
                    each.what(),
                    shown(each.expected()),
                    shown(each.was())));
        }
        return table.lines();
    }

    private String shown(@Nullable String value) {
        return value == null ? screen.text("test.nothing") : value;
    }

    private String text(Problem problem) {
        return problem.text(screen.messages().locale());
    }

    private void json(Verdict verdict) {
        String result = verdict.holds() ? "held" : verdict.problem() == null ? "failed" : "broken";
        ObjectNode line = json.addObject()
                .put("tested", verdict.suite().tested())
                .put("name", verdict.trial().name())
                .put("file", verdict.suite().place())
                .put("line", verdict.trial().line())
                .put("result", result)
                .put("millis", verdict.millis());
        if (verdict.problem() != null) {
            line.put("problem", text(verdict.problem()));
        }
        ArrayNode differences = line.putArray("differences");
        verdict.differences().forEach(each -> differences
                .addObject()
                .put("line", each.line())
                .put("what", each.what())
                .put("expected", each.expected())
                .put("was", each.was()));
    }

    Exit end(List<String> untested, List<String> countries) {
        if (asJson) {
            print();
        }
        untested.forEach(name -> screen.say("test.untested", name));
        long secs = (System.nanoTime() - begin) / 1_000_000_000;
        screen.say("test.summary", held, failed, broken, String.join(", ", countries), secs);
        return failed + broken == 0 && held > 0 ? Exit.OK : Exit.FAILED;
    }

    private void print() {
        try {
            screen.print(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
