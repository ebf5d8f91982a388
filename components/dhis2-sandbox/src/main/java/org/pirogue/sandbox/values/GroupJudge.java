package org.pirogue.sandbox.values;

import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.metadata.OrgUnits;
import org.pirogue.sandbox.metadata.User;

/**
 * Judges as DHIS2 2.43.1 was recorded to: first the group as a whole (one bad organisation unit, data element, option
 * combo or period refuses it, with every index blamed and the culprit only in the text), then each value.
 */
final class GroupJudge {
    private final Decoded decoded;
    private final Rules rules;
    private final OrgUnits orgUnits;
    private final User user;
    private final Names names;
    private final ImportOptions options;
    private final LocalDate today;

    GroupJudge(
            Decoded decoded,
            Rules rules,
            OrgUnits orgUnits,
            User user,
            Names names,
            ImportOptions options,
            LocalDate today) {
        this.decoded = decoded;
        this.rules = rules;
        this.orgUnits = orgUnits;
        this.user = user;
        this.names = names;
        this.options = options;
        this.today = today;
    }

    Judgement judge() {
        if (decoded.size() == 0) {
            return new Judgement(null, new BitSet(), List.of());
        }
        Optional<Conflict> refusal = duplicate().or(this::groupConflict);
        if (refusal.isPresent()) {
            return Judgement.refused(Verdict.refused(refusal.get(), everyIndex(), "false"));
        }
        return values();
    }

    private Optional<Conflict> groupConflict() {
        Optional<Conflict> outside = outsideScope();
        if (outside.isPresent()) {
            return outside;
        }
        List<String> sets = decoded.dataSet() != null
                ? List.of(decoded.dataSet())
                : rules.setsOf(distinct(decoded.dataElement(), names));
        if (sets.size() != 1) {
            return Optional.of(noSingleSet(sets));
        }
        Optional<Rules.DataSet> set = rules.set(sets.get(0));
        if (set.isEmpty()) {
            // Not seen: which code a data set that does not exist is answered with.
            return Optional.of(group("E8004", sets.get(0), "Data set not found: `" + sets.get(0) + "`"));
        }
        return consistency(set.get());
    }

    /** Read from source, not seen: E8002 for several sets, E8003 for none. */
    private Conflict noSingleSet(List<String> sets) {
        List<String> elements = new ArrayList<>(distinct(decoded.dataElement(), names));
        return sets.isEmpty()
                ? group(
                        "E8003",
                        elements.toString(),
                        "Data set not specified and none found for data element(s): `" + elements + "`")
                : group(
                        "E8002",
                        elements + "-" + sets,
                        "Data set not specified and multiple found for data element(s): `" + elements + "`: `" + sets
                                + "`");
    }

    private Optional<Conflict> outsideScope() {
        List<String> outside = bad(
                distinct(decoded.orgUnit(), names),
                id -> orgUnits.byId(id).map(user::mayCapture).orElse(true));
        return refusedIf(
                outside, "E8011", "" + outside, "Current user cannot enter data for org unit(s): `" + outside + "`");
    }

    private Optional<Conflict> consistency(Rules.DataSet set) {
        String head = "Data set " + set.id() + " not usable with ";
        List<String> elements = bad(distinct(decoded.dataElement(), names), set.optionCombos()::containsKey);
        if (!elements.isEmpty()) {
            return Optional.of(group("E8020", set.id() + "-" + elements, head + "data element(s): `" + elements + "`"));
        }
        List<String> periods = badPeriods(p -> p.type().label().equals(set.periodType()));
        if (!periods.isEmpty()) {
            return Optional.of(group("E8021", set.id() + "-" + periods, head + "period(s): `" + periods + "`"));
        }
        List<String> units = bad(distinct(decoded.orgUnit(), names), set.orgUnits()::contains);
        if (!units.isEmpty()) {
            return Optional.of(group("E8022", set.id() + "-" + units, head + "org unit(s): `" + units + "`"));
        }
        List<String> attributes = bad(distinct(decoded.attributeCombo(), names), set.attributeCombos()::contains);
        if (!attributes.isEmpty()) {
            String text = head + "attribute option combo(s): `" + attributes + "`";
            return Optional.of(group("E8023", set.id() + "-" + attributes, text));
        }
        return optionCombos(set).or(() -> untimely(set));
    }

    private Optional<Conflict> optionCombos(Rules.DataSet set) {
        for (Map.Entry<String, Set<String>> used : combosByElement().entrySet()) {
            List<String> combos =
                    bad(used.getValue(), set.optionCombos().getOrDefault(used.getKey(), Set.of())::contains);
            if (!combos.isEmpty()) {
                return Optional.of(group(
                        "E8024",
                        set.id() + "-" + used.getKey() + "-" + combos,
                        "Data set " + set.id() + " + data element " + used.getKey()
                                + " not usable with category option combo(s): `" + combos + "`"));
            }
        }
        return Optional.empty();
    }

    private Map<String, Set<String>> combosByElement() {
        LongOpenHashSet seen = new LongOpenHashSet();
        Map<String, Set<String>> used = new LinkedHashMap<>();
        for (int row = 0; row < decoded.size(); row++) {
            int combo = decoded.optionCombo()[row];
            if (combo >= 0 && seen.add((long) decoded.dataElement()[row] << 32 | combo)) {
                used.computeIfAbsent(names.text(decoded.dataElement()[row]), e -> new LinkedHashSet<>())
                        .add(names.text(combo));
            }
        }
        return used;
    }

    private Optional<Conflict> untimely(Rules.DataSet set) {
        if (user.has("F_EDIT_EXPIRED")) {
            return Optional.empty();
        }
        List<String> closed = badPeriods(period -> period.isOpen(today, set.openFuturePeriods()));
        return refusedIf(
                closed,
                "E8030",
                set.id() + "-" + closed,
                "Untimely data entry for data set " + set.id() + " and period(s): `" + closed + "`");
    }

    private Optional<Conflict> refusedIf(List<String> bad, String code, String args, String text) {
        return bad.isEmpty() ? Optional.empty() : Optional.of(group(code, args, text));
    }

    private static List<String> bad(Set<String> used, Predicate<String> good) {
        return used.stream().filter(good.negate()).toList();
    }

    private List<String> badPeriods(Predicate<Period> good) {
        IntOpenHashSet seen = new IntOpenHashSet();
        List<String> bad = new ArrayList<>();
        for (int row = 0; row < decoded.size(); row++) {
            if (seen.add(decoded.period()[row]) && !good.test(decoded.periodOf(row))) {
                bad.add(decoded.periodOf(row).id());
            }
        }
        return bad;
    }

    static Set<String> distinct(int[] column, Names names) {
        IntOpenHashSet seen = new IntOpenHashSet();
        Set<String> texts = new LinkedHashSet<>();
        int last = -1;
        for (int number : column) {
            if (number >= 0 && number != last && seen.add(number)) {
                texts.add(names.text(number));
            }
            last = number;
        }
        return texts;
    }

    private Conflict group(String code, String args, String text) {
        return Conflict.of(code, args, text, everyIndex());
    }

    private List<Integer> everyIndex() {
        return IntStream.range(0, decoded.size()).boxed().toList();
    }

    private Optional<Conflict> duplicate() {
        Keys keys = new Keys(decoded);
        int row = keys.firstRepeated();
        if (row < 0) {
            return Optional.empty();
        }
        List<Integer> same = IntStream.range(0, decoded.size())
                .filter(other -> keys.same(row, other))
                .boxed()
                .toList();
        String key = "DataValueKey[dataElement=" + names.text(decoded.dataElement()[row]) + ", orgUnit="
                + names.text(decoded.orgUnit()[row]) + ", categoryOptionCombo="
                + combo(decoded.optionCombo()[row]) + ", attributeOptionCombo="
                + combo(decoded.attributeCombo()[row]) + ", period="
                + decoded.periodOf(row).id() + "]";
        return Optional.of(
                group("E8128", same + "-" + key, "Value #" + same + " all affect the same data value: `" + key + "`"));
    }

    private @Nullable String combo(int number) {
        return number < 0 ? null : names.text(number);
    }

    private Judgement values() {
        BitSet rejected = new BitSet();
        List<Conflict> conflicts = new ArrayList<>();
        for (int row = 0; row < decoded.size(); row++) {
            Conflict conflict = valueConflict(row);
            if (conflict != null) {
                rejected.set(row);
                conflicts.add(conflict);
            }
        }
        if (options.atomic() && !conflicts.isEmpty()) {
            return Judgement.refused(Verdict.refused(atomic(conflicts), everyIndex(), null));
        }
        return new Judgement(null, rejected, conflicts);
    }

    private Conflict atomic(List<Conflict> conflicts) {
        int good = decoded.size() - conflicts.size();
        String first = conflicts.get(0).text();
        return group(
                "E8000",
                good + "-" + decoded.size() + "-" + first,
                "Atomic mode requires all values to be valid but only " + good + "/" + decoded.size()
                        + " were. First issue: " + first);
    }

    private @Nullable Conflict valueConflict(int row) {
        if (options.deletes() || decoded.payload().deleted.getBoolean(row)) {
            return null;
        }
        int code = decoded.payload().value.getInt(row);
        Rules.Element element = element(decoded.dataElement()[row]);
        if (code >= 0 && element.options() == null && ValueTypes.takesAnyCount(element.valueType(), code)) {
            return null;
        }
        String value = decoded.payload().valueText(row);
        if (value == null || value.isEmpty()) {
            return Conflict.of("E8120", "" + row, "Value #" + row + " value is required", List.of(row));
        }
        return misfit(row, value, element);
    }

    private int elementNumber = -1;
    private Rules.@Nullable Element elementSeen;

    private Rules.Element element(int number) {
        if (number != elementNumber || elementSeen == null) {
            elementNumber = number;
            elementSeen = rules.element(names.text(number)).orElseThrow();
        }
        return elementSeen;
    }

    private static @Nullable Conflict misfit(int row, String value, Rules.Element element) {
        Optional<String> fault = ValueTypes.fault(element.valueType(), value);
        if (fault.isPresent()) {
            String type = element.valueType();
            return Conflict.of(
                    "E8122",
                    row + "-" + value + "-" + type + "-" + fault.get(),
                    "Value #" + row + " value `" + value + "` is no valid " + type + ": " + fault.get(),
                    List.of(row));
        }
        if (element.options() != null && !element.options().contains(value)) {
            // Not seen: code and text of an option that is not in the set.
            String text = "Value #" + row + " value `" + value + "` is not a valid option code";
            return Conflict.of("E8125", row + "-" + value, text, List.of(row));
        }
        return null;
    }
}
