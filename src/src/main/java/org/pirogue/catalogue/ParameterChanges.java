package org.pirogue.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What an upgrade changes for who sets parameters. */
public final class ParameterChanges {
    /** In the order of a reader's worry. */
    public enum What {
        DROPPED,
        /** New, and without it nothing runs. */
        NEEDED,
        NOW_REQUIRED,
        TYPE,
        INITIAL,
        NEW;

        /** Whether somebody who used the version before has to do something. */
        public boolean breaks() {
            return switch (this) {
                case DROPPED, NEEDED, NOW_REQUIRED, TYPE -> true;
                case INITIAL, NEW -> false;
            };
        }
    }

    /** @param before what was said of it, empty where nothing was @param after the same, now */
    public record Change(What what, String name, String before, String after) {}

    private ParameterChanges() {}

    public static List<Change> between(Map<String, Parameter> before, Map<String, Parameter> after) {
        List<Change> changes = new ArrayList<>();
        before.forEach((name, old) -> {
            Parameter now = after.get(name);
            if (now == null) {
                changes.add(new Change(What.DROPPED, name, text(old.initial()), ""));
            } else {
                compare(changes, name, old, now);
            }
        });
        after.forEach((name, now) -> {
            if (!before.containsKey(name)) {
                What what = now.required() && now.initial() == null ? What.NEEDED : What.NEW;
                changes.add(new Change(what, name, "", text(now.initial())));
            }
        });
        changes.sort(java.util.Comparator.comparing(Change::what));
        return changes;
    }

    private static void compare(List<Change> changes, String name, Parameter old, Parameter now) {
        if (now.required() && !old.required()) {
            changes.add(new Change(What.NOW_REQUIRED, name, "", ""));
        }
        if (!Objects.equals(old.type(), now.type())) {
            changes.add(new Change(What.TYPE, name, text(old.type()), text(now.type())));
        }
        if (!Objects.equals(old.initial(), now.initial())) {
            changes.add(new Change(What.INITIAL, name, text(old.initial()), text(now.initial())));
        }
    }

    private static String text(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }
}
