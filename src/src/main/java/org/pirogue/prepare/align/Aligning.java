package org.pirogue.prepare.align;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds each unit of one server at another, parents first. */
final class Aligning {
    private static final int SUGGESTIONS = 3;
    private static final double WORTH_SUGGESTING = 0.6;

    private final AlignmentRules rules;
    private final ReviewedUnits reviewed;
    private final List<OrgUnit> sources;
    private final Map<String, OrgUnit> sourcesByUid;
    private final Map<String, List<OrgUnit>> sourcesByKey;
    private final Map<String, OrgUnit> targetsByUid;
    private final Map<String, List<OrgUnit>> targetsByKey;
    private final Map<String, List<OrgUnit>> children;
    private final boolean anywhere;
    private final Map<Way, Map<String, List<OrgUnit>>> index = new HashMap<>();
    /** A name is read many times: by each that might have it. */
    private final Map<String, String> forms = new HashMap<>();

    private final Map<String, String> targetOfUid = new HashMap<>();
    private final Map<String, Alignment.Found> found = new HashMap<>();
    private final Map<String, Alignment.Refused> refused = new HashMap<>();

    /** @param anywhere whether a name may be any level below its parent's match, and without a parent anywhere */
    Aligning(
            AlignmentRules rules,
            List<OrgUnit> sources,
            List<OrgUnit> targets,
            ReviewedUnits reviewed,
            boolean anywhere) {
        this.anywhere = anywhere;
        this.rules = rules;
        this.reviewed = reviewed;
        this.sourcesByUid = sources.stream().collect(Collectors.toMap(OrgUnit::uid, Function.identity()));
        this.sources = sources.stream()
                .sorted(Comparator.comparingInt(this::depth).thenComparing(OrgUnit::key))
                .toList();
        this.sourcesByKey = by(sources, OrgUnit::key);
        this.targetsByUid = targets.stream().collect(Collectors.toMap(OrgUnit::uid, Function.identity()));
        this.targetsByKey = by(targets, OrgUnit::key);
        this.children = by(targets, OrgUnit::parent);
        index.put(Way.UID, by(targets, OrgUnit::uid));
        index.put(Way.CODE, by(targets, OrgUnit::code));
        index.put(Way.ATTRIBUTE, by(targets, this::attribute));
    }

    Alignment alignment() {
        sources.stream().filter(unit -> !isBelow(unit)).forEach(this::find);
        int before;
        do {
            before = found.size();
            contested();
            sources.forEach(this::withoutParent);
        } while (found.size() < before);
        sources.stream().filter(this::isBelow).forEach(this::rollUp);
        return new Alignment(found, refused, reviewed, rules.rollUpTo());
    }

    private boolean isBelow(OrgUnit unit) {
        return rules.rollUpTo() > 0 && unit.level() > rules.rollUpTo();
    }

    /** What a unit has is its ancestor's, where nobody decided otherwise. */
    private void rollUp(OrgUnit unit) {
        OrgUnit above = unit;
        while (above != null && isBelow(above)) {
            above = sourcesByUid.get(above.parent());
        }
        if (above == null || reviewed.isDecided(unit.key())) {
            return;
        }
        Alignment.Found match = found.get(above.key());
        String decided = targetOfUid.get(above.uid());
        if (match != null) {
            found.put(unit.key(), match);
        } else if (decided != null) {
            found.put(unit.key(), new Alignment.Found(targetsByUid.get(decided).key(), Way.UID));
        } else {
            refused.put(
                    unit.key(), new Alignment.Refused("P517", "'" + above.name() + "' above it is not at the target"));
        }
    }

    private void find(OrgUnit unit) {
        if (reviewed.isDecided(unit.key())) {
            reviewed.decisions()
                    .filter(row -> row.source().equals(unit.key()))
                    .flatMap(row -> targetsByKey.getOrDefault(row.target(), List.of()).stream())
                    .findFirst()
                    .ifPresent(target -> targetOfUid.put(unit.uid(), target.uid()));
            return;
        }
        for (Way way : rules.ways()) {
            List<OrgUnit> candidates = way == Way.NAME ? namesakes(unit) : equals(unit, way);
            if (candidates.size() == 1) {
                take(unit, candidates.get(0), way);
                return;
            }
            if (candidates.size() > 1) {
                refused.put(unit.key(), several(unit, candidates, way));
                return;
            }
        }
        refused.put(unit.key(), none(unit));
    }

    private void take(OrgUnit unit, OrgUnit target, Way way) {
        found.put(unit.key(), new Alignment.Found(target.key(), way));
        targetOfUid.put(unit.uid(), target.uid());
    }

    private List<OrgUnit> equals(OrgUnit unit, Way way) {
        String value =
                switch (way) {
                    case UID -> unit.uid();
                    case CODE -> unit.code();
                    case ATTRIBUTE -> attribute(unit);
                    case NAME -> throw new IllegalStateException(way.name());
                };
        return value.isEmpty() ? List.of() : index.get(way).getOrDefault(value, List.of());
    }

    private List<OrgUnit> namesakes(OrgUnit unit) {
        String form = form(unit);
        return below(unit).stream().filter(target -> form(target).equals(form)).toList();
    }

    /** The units below the parent's match: nowhere else is a name looked for. */
    private List<OrgUnit> below(OrgUnit unit) {
        if (!sourcesByUid.containsKey(unit.parent()) && anywhere) {
            return List.copyOf(targetsByUid.values());
        }
        if (!sourcesByUid.containsKey(unit.parent())) {
            // The top of what the source's user sees has its like at the top of what the target's does.
            return targetsByUid.values().stream()
                    .filter(target -> !targetsByUid.containsKey(target.parent()))
                    .toList();
        }
        String parent = targetOfUid.get(unit.parent());
        if (parent == null) {
            return List.of();
        }
        return anywhere ? allBelow(parent) : children.getOrDefault(parent, List.of());
    }

    private List<OrgUnit> allBelow(String parent) {
        List<OrgUnit> below = new ArrayList<>(children.getOrDefault(parent, List.of()));
        for (int at = 0; at < below.size() && below.size() < targetsByUid.size(); at++) {
            below.addAll(children.getOrDefault(below.get(at).uid(), List.of()));
        }
        return below;
    }

    /** Several sources of one target, each found by itself: merged only where a person says so. */
    private void contested() {
        Map<String, List<String>> claims = new HashMap<>();
        found.forEach((source, match) ->
                claims.computeIfAbsent(match.target(), any -> new ArrayList<>()).add(source));
        claims.forEach((target, claimants) -> {
            Set<Way> ways = new HashSet<>();
            claimants.forEach(source -> ways.add(found.get(source).way()));
            // One that has the code and one that only has the name are not equals.
            Optional<Way> best = ways.stream().min(Comparator.comparingInt(rules.ways()::indexOf));
            List<String> winners = claimants.stream()
                    .filter(source -> found.get(source).way() == best.orElseThrow())
                    .toList();
            claimants.stream()
                    .filter(source -> claimants.size() > 1 && (winners.size() > 1 || !winners.contains(source)))
                    .forEach(source -> {
                        refuse(
                                source,
                                new Alignment.Refused(
                                        "P518",
                                        String.join(
                                                        ", ",
                                                        claimants.stream()
                                                                .sorted()
                                                                .toList()) + " would all be '" + target
                                                + "': nothing is guessed"));
                    });
        });
    }

    /** A name says nothing below a parent whose own match did not last. */
    private void withoutParent(OrgUnit unit) {
        Alignment.Found match = found.get(unit.key());
        boolean hangs = match != null
                && match.way() == Way.NAME
                && sourcesByUid.containsKey(unit.parent())
                && !targetOfUid.containsKey(unit.parent());
        if (hangs) {
            refuse(unit.key(), none(unit));
        }
    }

    private void refuse(String key, Alignment.Refused why) {
        found.remove(key);
        refused.put(key, why);
        sourcesByKey.getOrDefault(key, List.of()).forEach(unit -> targetOfUid.remove(unit.uid()));
    }

    private static Alignment.Refused several(OrgUnit unit, List<OrgUnit> candidates, Way way) {
        return new Alignment.Refused(
                "P518",
                "several units are '" + unit.name() + "' by " + way.name().toLowerCase(Locale.ROOT) + ": "
                        + candidates.stream().map(OrgUnit::key).sorted().collect(Collectors.joining(", ")));
    }

    private Alignment.Refused none(OrgUnit unit) {
        if (reviewed.waits(unit.key())) {
            return new Alignment.Refused("P519", "its row in org-units.csv has no reviewed_by");
        }
        String form = form(unit);
        List<OrgUnit> near = below(unit);
        String nearest = near.stream()
                .map(target -> Map.entry(target, NameForm.alike(form, form(target))))
                .filter(each -> each.getValue() >= WORTH_SUGGESTING)
                .sorted(Map.Entry.<OrgUnit, Double>comparingByValue().reversed().thenComparing(each -> each.getKey()
                        .key()))
                .limit(SUGGESTIONS)
                .map(each -> String.format(
                        Locale.ROOT,
                        "%s '%s' %.2f",
                        each.getKey().key(),
                        each.getKey().name(),
                        each.getValue()))
                .collect(Collectors.joining(", "));
        String where = near.isEmpty()
                ? "its parent is not matched either"
                : "nearest: " + (nearest.isEmpty() ? "none" : nearest);
        return new Alignment.Refused("P517", "'" + unit.name() + "' is not at the target; " + where);
    }

    private String form(OrgUnit unit) {
        return forms.computeIfAbsent(unit.name(), rules.form()::of);
    }

    private String attribute(OrgUnit unit) {
        return unit.attributes().getOrDefault(rules.attribute(), "");
    }

    private int depth(OrgUnit unit) {
        int depth = 0;
        for (OrgUnit at = unit; at != null && depth < 30; at = sourcesByUid.get(at.parent())) {
            depth++;
        }
        return depth;
    }

    private static Map<String, List<OrgUnit>> by(List<OrgUnit> units, Function<OrgUnit, String> key) {
        return units.stream().collect(Collectors.groupingBy(key));
    }
}
