package org.pirogue.sandbox.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pirogue.sandbox.instance.Uids;
import org.pirogue.sandbox.tracker.Event;
import org.pirogue.sandbox.tracker.TrackerStore;

class CaseRecordsTest {
    @Test
    void bringsEveryCaseIntoTheStoreOnce() {
        Scenario scenario = Scenario.read(CasesOfBurundiTest.FOLDER);
        Hierarchy hierarchy = Hierarchy.read(CasesOfBurundiTest.FOLDER, scenario.orgUnits(), scenario.seed(), 0);
        Names names = Names.read(CasesOfBurundiTest.FOLDER, scenario.servers().get("tracker"), new Uids(1), hierarchy);
        CaseIds ids = new CaseIds(scenario.cases(), names, LocalDate.of(2026, 9, 1));
        TrackerStore store = new TrackerStore();
        Map<Integer, List<Case>> persons = new LinkedHashMap<>();
        new CaseMaker(scenario, hierarchy.facilities()).all().forEach(one -> persons.computeIfAbsent(
                        one.person().number(), p -> new ArrayList<>())
                .add(one));
        CaseRecords records = new CaseRecords(scenario.cases(), ids, "pirogue");
        persons.values().forEach(person -> store.load(records.person(person)));
        assertThat(store.eventCount()).isEqualTo(20_000);
        assertThat(store.size()).isEqualTo(persons.size()).isLessThan(20_000);
        assertThat(store.all().stream()
                        .flatMap(person -> person.enrollments().stream())
                        .flatMap(enrollment -> enrollment.events().stream())
                        .filter(Event::deleted))
                .hasSize(50);
    }
}
