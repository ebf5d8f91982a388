package org.pirogue.sandbox.tracker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a validation finds. */
final class Problems {
    private record About(Kind kind, String uid) {}

    private final List<Problem> found = new ArrayList<>();
    private final Set<About> about = new HashSet<>();

    void add(String code, Given given, String message, Object... args) {
        add(code, given.kind(), given.uid(), message, args);
    }

    void add(String code, Kind kind, String uid, String message, Object... args) {
        List<String> texts = new ArrayList<>();
        for (Object arg : args) {
            texts.add(String.valueOf(arg));
        }
        found.add(new Problem(code, message, kind, uid, texts));
        about.add(new About(kind, uid));
    }

    boolean has(Kind kind, String uid) {
        return about.contains(new About(kind, uid));
    }

    /** How many records of this kind have at least one problem. */
    int records(Kind kind) {
        return (int) about.stream().filter(record -> record.kind == kind).count();
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<Problem> all() {
        return Collections.unmodifiableList(found);
    }
}
