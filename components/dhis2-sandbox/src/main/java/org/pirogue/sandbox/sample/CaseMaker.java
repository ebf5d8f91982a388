package org.pirogue.sandbox.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Makes the cases of a line list, the awkward ones first. */
final class CaseMaker {
    /** The year that a finger slipped to. */
    private static final int FAR_FUTURE = 2062;

    private enum Edge {
        NONE,
        FIFTH_BIRTHDAY,
        OTHER_FACILITY,
        WITHOUT_RESULT,
        WITHOUT_BIRTH_DATE,
        DELETED_EVENT,
        FAR_FUTURE,
        AFTER_CLOSING
    }

    private record Place(Unit unit, YearMonth month) {
        LocalDate day(SplittableRandom random) {
            return month.atDay(1 + random.nextInt(month.lengthOfMonth()));
        }
    }

    private final Cases spec;
    private final List<Unit> facilities;
    private final LocalDate end;
    private final SplittableRandom random;
    private final People people;
    private final Findings findings;
    private final List<Edge> edges;
    private final Weighted<Place> places = new Weighted<>();
    private final List<Case> made = new ArrayList<>();

    CaseMaker(Scenario scenario, List<Unit> facilities) {
        this.spec = scenario.cases();
        this.facilities = facilities;
        List<YearMonth> months = scenario.months().all();
        this.end = months.get(months.size() - 1).atEndOfMonth();
        this.random = new SplittableRandom(scenario.seed());
        this.people = new People(scenario.persons());
        this.findings = new Findings(spec);
        this.edges = edges(spec.edges());
        for (Unit unit : facilities) {
            months.stream()
                    .filter(month -> unit.isOpenOn(month.atEndOfMonth()))
                    .forEach(month -> places.add(
                            new Place(unit, month),
                            unit.weight() * spec.season().get(month.getMonthValue() - 1)));
        }
    }

    private static List<Edge> edges(Cases.Edges counts) {
        List<Edge> edges = new ArrayList<>();
        edges.addAll(Collections.nCopies(counts.fifthBirthday(), Edge.FIFTH_BIRTHDAY));
        edges.addAll(Collections.nCopies(counts.otherFacility(), Edge.OTHER_FACILITY));
        edges.addAll(Collections.nCopies(counts.withoutResult(), Edge.WITHOUT_RESULT));
        edges.addAll(Collections.nCopies(counts.withoutBirthDate(), Edge.WITHOUT_BIRTH_DATE));
        edges.addAll(Collections.nCopies(counts.deletedEvent(), Edge.DELETED_EVENT));
        edges.addAll(Collections.nCopies(counts.farFuture(), Edge.FAR_FUTURE));
        edges.addAll(Collections.nCopies(counts.afterClosing(), Edge.AFTER_CLOSING));
        return edges;
    }

    List<Case> all() {
        while (made.size() < spec.count()) {
            Edge edge = made.size() < edges.size() ? edges.get(made.size()) : Edge.NONE;
            made.add(edge == Edge.NONE ? plain() : bend(plain().awkward(), edge));
        }
        spec.outbreaks().forEach(this::outbreak);
        return List.copyOf(made);
    }

    private void outbreak(Cases.Cluster cluster) {
        Unit unit = facilities.stream()
                .filter(one -> one.code().equals(cluster.unit()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no facility '" + cluster.unit() + "' for a cluster"));
        for (int i = 0; i < cluster.cases(); i++) {
            int number = made.size() + 1;
            LocalDate day = cluster.begins().plusDays(random.nextInt(cluster.days()));
            made.add(plain(number, unit, day, people.make(number, day, random)).awkward());
        }
    }

    /** One more, after those of {@link #all}. */
    Case next() {
        Case next = plain();
        made.add(next);
        return next;
    }

    private Case plain() {
        int number = made.size() + 1;
        boolean again = number > edges.size() + 1 && random.nextDouble() < spec.secondCase();
        if (again) {
            Case before = made.get(random.nextInt(edges.size(), made.size()));
            LocalDate day = before.day().plusDays(random.nextInt(35, 200));
            if (!day.isAfter(end) && before.seenAt().isOpenOn(day)) {
                return plain(number, before.seenAt(), day, before.person());
            }
        }
        Place place = places.pick(random);
        LocalDate day = place.day(random);
        return plain(number, place.unit(), day, people.make(number, day, random));
    }

    private Case plain(int number, Unit unit, LocalDate day, Case.Person person) {
        Instant created = day.atTime(8, 0).toInstant(ZoneOffset.UTC).plusSeconds(random.nextInt(3 * 86_400));
        Instant updated = created.plusSeconds(random.nextInt(10 * 86_400));
        return new Case(
                number, person, unit, unit, day, day, findings.draw(unit, day, random), false, true, created, updated);
    }

    private Case bend(Case plain, Edge edge) {
        LocalDate day = plain.seenOn();
        return switch (edge) {
            case NONE -> plain;
            case FIFTH_BIRTHDAY ->
                plain.by(plain.person().bornOn(day.minusYears(5).plusDays(plain.number() % 2)));
            case OTHER_FACILITY -> plain.seen(other(plain.enrolledAt(), day), day);
            case WITHOUT_RESULT -> plain.with(findings.withoutResult(plain.values()));
            case WITHOUT_BIRTH_DATE -> plain.by(plain.person().bornOn(null));
            case DELETED_EVENT -> plain.gone();
            case FAR_FUTURE -> plain.seen(plain.seenAt(), day.withYear(FAR_FUTURE));
            case AFTER_CLOSING -> afterClosing(plain);
        };
    }

    private Case afterClosing(Case plain) {
        return facilities.stream()
                .filter(unit -> unit.closed() != null)
                .findFirst()
                .map(unit -> plain(plain.number(), unit, unit.closed().plusDays(20), plain.person())
                        .awkward())
                .orElse(plain);
    }

    /** Another facility of the same district that is open then; the same where there is none. */
    Unit other(Unit unit, LocalDate day) {
        return facilities.stream()
                .filter(one -> unit.parent().equals(one.parent()) && !one.equals(unit) && one.isOpenOn(day))
                .findFirst()
                .orElse(unit);
    }
}
