package org.pirogue.prepare.file;

import java.util.List;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;

/** One thing for which a file cannot be taken at all. Carries no value of the file. */
final class BadFile extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final String text;
    private final String hint;

    BadFile(String code, String text, String hint) {
        super(code + " " + text);
        this.code = code;
        this.text = text;
        this.hint = hint;
    }

    static BadFile damaged(String text, String hint) {
        return new BadFile("P681", text, hint);
    }

    Problem at(String place) {
        return new Problem(code, place, null, text, hint);
    }

    Problems alone(String place) {
        return new Problems(List.of(at(place)));
    }
}
