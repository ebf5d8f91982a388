package org.pirogue.home;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Turns a refused start into one readable message in the language of the machine. */
public final class StartupFailureReport extends AbstractFailureAnalyzer<Throwable> {

    @Override
    protected FailureAnalysis analyze(Throwable root, Throwable cause) {
        for (Throwable t = root; t != null; t = t.getCause()) {
            if (t instanceof StartupFailure failure) {
                return report(failure.problems(), failure);
            }
            if (t instanceof BindException bind) {
                return report(List.of(unreadable(bind)), bind);
            }
        }
        return null;
    }

    private static Problem unreadable(BindException bind) {
        var property = bind.getProperty();
        return property == null
                ? Problem.of("P101", bind.getName(), bind.getTarget().getType(), "")
                : Problem.of(
                        "P101", property.getName(), bind.getTarget().getType(), String.valueOf(property.getOrigin()));
    }

    private static FailureAnalysis report(List<Problem> problems, Throwable cause) {
        var locale = Locale.getDefault();
        var texts = ResourceBundle.getBundle(
                "messages.startup",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        var title =
                problems.size() == 1 ? texts.getString("problem") : problems.size() + " " + texts.getString("problems");
        var lines = problems.stream().map(p -> "  " + p.text(locale)).collect(Collectors.joining("\n"));
        return new FailureAnalysis(title + "\n" + lines, null, cause);
    }
}
