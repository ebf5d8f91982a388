package org.pirogue.sandbox.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CasesOfBurundiTest {
    static final Path FOLDER = Path.of("../../config/burundi/sandbox");

    private final Sample sample = Sample.load(FOLDER);

    @Test
    void makesTheSameCasesEveryTime() {
        assertThat(Sample.load(FOLDER).cases()).isEqualTo(sample.cases()).hasSize(20_000);
    }

    @Test
    void knowsEighteenProvincesAndFortyNineDistricts() {
        List<Unit> units =
                Hierarchy.read(FOLDER, Scenario.read(FOLDER).orgUnits(), 1, 0).all();
        assertThat(units).filteredOn(unit -> "BDI".equals(unit.parent())).hasSize(18);
        assertThat(units).filteredOn(unit -> unit.code().matches("BDI_\\d{4}")).hasSize(49);
        assertThat(units)
                .filteredOn(Unit::facility)
                .hasSize(294)
                .extracting(Unit::name)
                .doesNotHaveDuplicates();
    }

    @Test
    void hasAsManyFifthBirthdaysAsAskedForHalfOfThemADayEarly() {
        List<Period> ages = sample.cases().stream()
                .limit(24)
                .map(one -> Period.between(one.person().birthDate(), one.seenOn()))
                .toList();
        assertThat(ages).filteredOn(Period.ofYears(5)::equals).hasSize(12);
        assertThat(ages).filteredOn(age -> age.getYears() == 4).hasSize(12);
    }

    @Test
    void hasEveryAwkwardCase() {
        List<Case> cases = sample.cases();
        assertThat(cases).filteredOn(Case::deleted).hasSize(50);
        assertThat(cases)
                .filteredOn(one -> !one.values().containsKey("MCS_RESULT"))
                .hasSize(60);
        assertThat(cases)
                .filteredOn(one -> !one.enrolledAt().equals(one.seenAt()))
                .hasSize(40);
        assertThat(cases).filteredOn(one -> one.seenOn().getYear() == 2062).hasSize(1);
        assertThat(cases)
                .filteredOn(one -> !one.seenAt().isOpenOn(one.seenOn()))
                .hasSize(1);
        assertThat(cases).filteredOn(one -> one.person().birthDate() == null).hasSizeGreaterThanOrEqualTo(15);
    }

    @Test
    void keepsEverythingElseWithinTheMonthsAndWrittenSoonAfter() {
        LocalDate first = LocalDate.of(2024, 11, 1);
        LocalDate last = LocalDate.of(2026, 10, 31);
        assertThat(sample.cases()).filteredOn(Case::plain).allSatisfy(one -> {
            assertThat(one.seenOn()).isBetween(first, last);
            assertThat(one.updatedAt())
                    .isBetween(one.createdAt(), one.createdAt().plusSeconds(10 * 86_400));
        });
    }

    @Test
    void changesNoFacilityAndMonthTwice() {
        Scenario scenario = Scenario.read(FOLDER);
        List<Unit> facilities =
                Hierarchy.read(FOLDER, scenario.orgUnits(), scenario.seed(), 0).facilities();
        CaseMaker maker = new CaseMaker(scenario, facilities);
        ChangeMaker.Chosen chosen = new ChangeMaker(scenario.cases(), maker.all(), maker).choose(scenario.changes());
        Sample.Changes changes = chosen.summary();
        assertThat(changes.slices()).hasSize(12 + 2 * 5 + 4 + 3);
        Set<String> others = maker.all().stream()
                .filter(one -> one.number() != chosen.deleted().get(0).number())
                .map(Case::slice)
                .collect(Collectors.toCollection(HashSet::new));
        assertThat(others).doesNotContain(changes.emptied());
    }
}
