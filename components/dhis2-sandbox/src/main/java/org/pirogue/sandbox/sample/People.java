package org.pirogue.sandbox.sample;

import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;

/** Makes persons whose names are of no language. */
final class People {
    /** No given name of the samples has a space in it. */
    static final String GIVEN_AND_FAMILY = " ";

    private final Scenario.Persons spec;
    private final Weighted<Scenario.AgeBand> ages = new Weighted<>();

    People(Scenario.Persons spec) {
        this.spec = spec;
        spec.ages().forEach(band -> ages.add(band, band.share()));
    }

    Case.Person make(int number, LocalDate day, SplittableRandom random) {
        Scenario.AgeBand band = ages.pick(random);
        int days = random.nextInt((int) (band.from() * 365.25), (int) (band.to() * 365.25));
        String name = pick(spec.givenNames(), random) + GIVEN_AND_FAMILY + pick(spec.familyNames(), random);
        String id = "9%09d".formatted(number);
        return new Case.Person(number, id, name, random.nextBoolean() ? "F" : "M", day.minusDays(days));
    }

    private static String pick(List<String> names, SplittableRandom random) {
        return names.get(random.nextInt(names.size()));
    }
}
