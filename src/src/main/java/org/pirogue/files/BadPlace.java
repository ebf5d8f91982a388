package org.pirogue.files;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;

/** Why a place does not give or take files. */
final class BadPlace {
    private BadPlace() {}

    static Problems of(String code, String place, @Nullable String value, String text, String hint) {
        return new Problems(List.of(new Problem(code, place, value, text, hint)));
    }

    static Problems of(String place, String text, String hint) {
        return of("P694", place, null, text, hint);
    }

    /** @throws Problems P694 for a name that is a path, or hidden */
    static String fileName(String place, String name) {
        boolean plain = !name.isBlank()
                && !name.startsWith(".")
                && name.chars().noneMatch(each -> each == '/' || each == '\\' || each < ' ');
        if (!plain) {
            throw of("P694", place, name, "'" + name + "' is no name of a file", "write one without a folder");
        }
        return name;
    }
}
