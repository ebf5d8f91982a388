package org.pirogue.cli;

import java.util.List;
import org.pirogue.catalogue.ParameterChanges;
import org.pirogue.catalogue.Retirement;

/** Parts of what is said of templates. */
final class TemplateText {
    private TemplateText() {}

    static String day(String instant) {
        return instant.length() < 10 ? instant : instant.substring(0, 10);
    }

    static String retired(Screen screen, Retirement retirement) {
        return retirement.replacedBy() == null
                ? screen.text("template.retired", retirement.reason())
                : screen.text("template.retiredFor", retirement.reason(), retirement.replacedBy());
    }

    /** One line for each parameter that changes; {@code -} where none does. */
    static List<String> changes(Screen screen, List<ParameterChanges.Change> changes) {
        return changes.stream()
                .map(change -> "  "
                        + screen.text(
                                "template.change." + change.what(),
                                change.name(),
                                orNothing(change.before()),
                                orNothing(change.after())))
                .toList();
    }

    private static String orNothing(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
