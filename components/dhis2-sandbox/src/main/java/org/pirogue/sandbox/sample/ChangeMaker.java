package org.pirogue.sandbox.sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Chooses what changes on the second day. No two changes fall into the same facility and month, so that each one can
 * be seen by itself; the first case deleted is the only one of its facility and month: its count falls to nothing.
 */
final class ChangeMaker {
    /** @param edited with the result turned round; @param moved with the facility they moved to; @param from where from */
    record Chosen(List<Case> edited, List<Case> moved, List<Case> from, List<Case> deleted, List<Case> added) {
        Sample.Changes summary() {
            Set<String> slices = new TreeSet<>();
            Stream.of(edited, moved, from, deleted, added)
                    .flatMap(List::stream)
                    .forEach(one -> slices.add(one.slice()));
            String emptied = deleted.isEmpty() ? "" : deleted.get(0).slice();
            return new Sample.Changes(edited.size(), moved.size(), deleted.size(), added.size(), slices, emptied);
        }
    }

    private final Cases spec;
    private final List<Case> cases;
    private final CaseMaker maker;
    private final Findings findings;
    private final Map<String, Integer> casesOfSlice = new HashMap<>();
    private final Set<String> touched = new HashSet<>();
    private int next;

    ChangeMaker(Cases spec, List<Case> cases, CaseMaker maker) {
        this.spec = spec;
        this.cases = cases;
        this.maker = maker;
        this.findings = new Findings(spec);
        cases.forEach(one -> casesOfSlice.merge(one.slice(), 1, Integer::sum));
    }

    Chosen choose(Scenario.Changes counts) {
        List<Case> deleted = new ArrayList<>();
        if (counts.deleted() > 0) {
            deleted.add(lonely());
        }
        while (deleted.size() < counts.deleted()) {
            deleted.add(next());
        }
        List<Case> from = new ArrayList<>();
        List<Case> moved = new ArrayList<>();
        while (moved.size() < counts.moved()) {
            Case one = next();
            Case there = one.at(maker.other(one.enrolledAt(), one.day()));
            if (touched.add(there.slice())) {
                from.add(one);
                moved.add(there);
            }
        }
        List<Case> edited = new ArrayList<>();
        while (edited.size() < counts.edited()) {
            Case one = next();
            edited.add(one.with(findings.turned(one.values())));
        }
        List<Case> added = new ArrayList<>();
        while (added.size() < counts.added()) {
            Case one = maker.next();
            if (one.person().number() == one.number() && touched.add(one.slice())) {
                added.add(one);
            }
        }
        return new Chosen(edited, moved, from, deleted, added);
    }

    /** A positive case that is the only one of its facility and month. */
    private Case lonely() {
        String positive = positive();
        return cases.stream()
                .filter(Case::plain)
                .filter(one -> positive.equals(one.values().get(spec.result())))
                .filter(one -> casesOfSlice.get(one.slice()) == 1 && touched.add(one.slice()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no facility has a month with a single case"));
    }

    private String positive() {
        return spec.values().stream()
                .filter(draw -> draw.element().equals(spec.result()))
                .flatMap(draw -> draw.choices().keySet().stream())
                .findFirst()
                .orElseThrow();
    }

    private Case next() {
        while (next < cases.size()) {
            // A prime step spreads the choice over the whole list.
            Case one = cases.get((int) ((long) ++next * 7919 % cases.size()));
            if (one.plain() && touched.add(one.slice())) {
                return one;
            }
        }
        throw new IllegalStateException("too few cases for so many changes");
    }
}
