package org.pirogue.prepare.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.period.Period;

class AlignmentTest {
    private static final Period PERIOD = Period.parse("202601");
    private static final Cell CONF = Cell.of("CONF", "");
    private static final NameForm FORM = new NameForm(NameForm.FACILITY_WORDS);
    private static final AlignmentRules ALL = AlignmentRules.of("uid,code,attribute,name", "REGISTER", "", 0);

    private static OrgUnit unit(String uid, String code, String name, String parent) {
        return new OrgUnit(uid, code.isEmpty() ? uid : code, code, name, parent, 0, Map.of());
    }

    private static ReviewedUnits reviewed(String rows) {
        String table = "source_org_unit,target_org_unit,how,score,reviewed_by,valid_from,valid_to\n" + rows;
        return ReviewedUnits.read(new StringReader(table), "org-units.csv");
    }

    private static SliceBatch batch(Map<String, String> values) {
        List<Slice> slices = new ArrayList<>();
        values.forEach((unit, value) ->
                slices.add(new Slice(new SliceKey("DS", unit, "202601", ""), new TreeMap<>(Map.of(CONF, value)))));
        return new SliceBatch(
                new Envelope("f", "w", 1, 1, Envelope.Mode.SYNC),
                new Scope("202601", new TreeSet<>(Set.of("T"))),
                slices,
                new Tally(values.size(), 0, 0, 0, 0, 0),
                List.of());
    }

    private static final List<OrgUnit> TARGETS = List.of(
            unit("t0", "BI", "Burundi", ""),
            unit("t1", "T1", "Province Gitega", "t0"),
            unit("t2", "T2", "Province Ngozi", "t0"),
            unit("t11", "T11", "CDS Mutaho", "t1"),
            unit("t12", "T12", "Hôpital de Gitega", "t1"),
            unit("t21", "T21", "CDS Mutaho", "t2"),
            unit("t22", "T22", "Zone Rurale", "t2"),
            unit("t23", "T23", "Zone rurale", "t2"));

    @ParameterizedTest
    @CsvSource({
        "C.D.S. de Gîtega-Rural, CDS GITEGA RURAL",
        "Centre de Santé Mutaho, mutaho",
        "CSPS de l'École, csps ecole",
        "Hôpital de District Kayanza, HD Kayanza"
    })
    void aNameIsComparedWithoutWhatSaysTheKind(String one, String other) {
        assertThat(FORM.of(one)).isEqualTo(FORM.of(other));
    }

    @Test
    void aNameThatIsNothingButAKindStaysOne() {
        assertThat(FORM.of("Hôpital")).isEqualTo("hopital");
        assertThat(FORM.of("District Hospital")).isNotEqualTo(FORM.of("Clinique"));
    }

    @Test
    void likenessIsBetweenZeroAndOneAndTheSameBothWays() {
        assertThat(NameForm.alike("gitega", "gitega")).isEqualTo(1);
        assertThat(NameForm.alike("gitega", "gitaga")).isBetween(0.8, 0.99);
        assertThat(NameForm.alike("gitega", "ngozi")).isLessThan(0.6);
        Random random = new Random(11);
        for (int i = 0; i < 500; i++) {
            String a = word(random);
            String b = word(random);
            assertThat(NameForm.alike(a, b)).isBetween(0.0, 1.0).isEqualTo(NameForm.alike(b, a));
            assertThat(NameForm.alike(a, b) == 1).isEqualTo(a.equals(b));
        }
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            word.append((char) ('a' + random.nextInt(4)));
        }
        return word.toString();
    }

    @Test
    void aNameIsLookedForInsideTheMatchedParentOnly() {
        Alignment found = ALL.align(
                List.of(
                        unit("s0", "BI", "République du Burundi", ""),
                        unit("s1", "", "Gitega", "s0"),
                        unit("s2", "", "NGOZI", "s0"),
                        unit("s11", "A", "Centre de santé Mutaho", "s1"),
                        unit("s21", "B", "C.D.S. MUTAHO", "s2")),
                TARGETS,
                ReviewedUnits.none());
        assertThat(found.targetOf("A", PERIOD)).contains("T11");
        assertThat(found.targetOf("B", PERIOD)).contains("T21");
        assertThat(found.sourcesOf("T11", PERIOD)).containsExactly("A");
    }

    @Test
    void twoZonesOfOneNameAreNeverGuessed() {
        List<OrgUnit> sources = List.of(
                unit("s0", "BI", "Burundi", ""),
                unit("s2", "T2", "Ngozi", "s0"),
                unit("s22", "Z", "Zone Rurale", "s2"));
        SliceBatch aligned = ALL.align(sources, TARGETS, ReviewedUnits.none()).apply(batch(Map.of("Z", "4")));
        assertThat(aligned.slices()).isEmpty();
        assertThat(aligned.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("P518");
            assertThat(finding.text()).contains("T22, T23");
        });
        assertThat(aligned.tally()).isEqualTo(new Tally(0, 0, 1, 0, 0, 0));
    }

    @Test
    void twoSourcesThatWouldBeOneTargetAreNotMergedByThemselves() {
        List<OrgUnit> sources = List.of(
                unit("s0", "BI", "Burundi", ""),
                unit("s1", "T1", "Gitega", "s0"),
                unit("s11", "A", "CDS Mutaho", "s1"),
                unit("s12", "B", "Maternité Mutaho", "s1"));
        Alignment found = ALL.align(sources, TARGETS, ReviewedUnits.none());
        assertThat(found.targetOf("A", PERIOD)).isEmpty();
        assertThat(found.apply(batch(Map.of("A", "1", "B", "1"))).findings())
                .extracting(Finding::code)
                .containsExactly("P518", "P518");
    }

    @Test
    void whatAPersonMergedIsSummedAndATextLeavesTheSum() {
        List<OrgUnit> sources = List.of(
                unit("s0", "BI", "Burundi", ""),
                unit("s1", "T1", "Gitega", "s0"),
                unit("a", "A", "Mutaho 1", "s1"),
                unit("b", "B", "Mutaho 2", "s1"),
                unit("c", "C", "Mutaho 3", "s1"));
        Alignment found =
                ALL.align(sources, TARGETS, reviewed("A,T11,,,Ana,,\nB,T11,,,Ana,,\nC,T11,name,0.8,Ana,,202512\n"));
        assertThat(found.sourcesOf("T11", PERIOD)).containsExactly("A", "B");
        SliceBatch aligned = found.apply(batch(Map.of("A", "3", "B", "4", "C", "5")));
        assertThat(aligned.slices()).singleElement().satisfies(slice -> assertThat(slice.values())
                .containsEntry(CONF, "7"));
        assertThat(aligned.tally()).isEqualTo(new Tally(2, 0, 1, 0, 0, 0));
        SliceBatch text = found.apply(batch(Map.of("A", "x", "B", "4")));
        assertThat(text.slices().get(0).values()).containsEntry(CONF, "4");
        assertThat(text.findings()).extracting(Finding::code).containsExactly("P525");
    }

    @Test
    void aProposalWithoutAReviewerCountsForNothing() {
        List<OrgUnit> sources = List.of(
                unit("s0", "BI", "Burundi", ""), unit("s1", "T1", "Gitega", "s0"), unit("a", "A", "Mutahoo", "s1"));
        Alignment found = ALL.align(sources, TARGETS, reviewed("A,T11,name,0.95,,,\n"));
        assertThat(found.targetOf("A", PERIOD)).isEmpty();
        assertThat(found.apply(batch(Map.of("A", "1"))).findings())
                .extracting(Finding::code)
                .containsExactly("P519");
        Alignment without = ALL.align(sources, TARGETS, ReviewedUnits.none());
        assertThat(without.apply(batch(Map.of("A", "1"))).findings().get(0).text())
                .contains("T11 'CDS Mutaho' 0.9");
        assertThat(without.digest()).isEqualTo(found.digest());
    }

    @Test
    void leftOutOnPurposeIsIgnoredAndNoReject() {
        List<OrgUnit> sources = List.of(unit("s0", "BI", "Burundi", ""), unit("a", "A", "Ministry", "s0"));
        SliceBatch aligned =
                ALL.align(sources, TARGETS, reviewed("A,-,,,Ana,,\n")).apply(batch(Map.of("A", "1")));
        assertThat(aligned.findings()).isEmpty();
        assertThat(aligned.tally()).isEqualTo(new Tally(0, 1, 0, 0, 0, 0));
    }

    @Test
    void anAttributeFindsWhatHasAnotherCode() {
        OrgUnit source = new OrgUnit("s1", "X", "X", "Whatever", "", 0, Map.of("REGISTER", "BDI-7"));
        OrgUnit target = new OrgUnit("t1", "Y", "Y", "Else", "", 0, Map.of("REGISTER", "BDI-7"));
        Alignment found = AlignmentRules.of("code,attribute", "REGISTER", "", 0)
                .align(List.of(source), List.of(target), ReviewedUnits.none());
        assertThat(found.targetOf("X", PERIOD)).contains("Y");
    }

    @Test
    void theUnitsOfALevelTakeWhatThoseBelowHave() {
        List<OrgUnit> sources = List.of(
                new OrgUnit("s0", "BI", "BI", "Burundi", "", 1, Map.of()),
                new OrgUnit("s1", "T1", "T1", "Gitega", "s0", 2, Map.of()),
                new OrgUnit("a", "A", "A", "CDS One", "s1", 3, Map.of()),
                new OrgUnit("b", "B", "B", "CDS Two", "s1", 3, Map.of()),
                new OrgUnit("c", "C", "C", "Ward", "b", 4, Map.of()));
        Alignment found = AlignmentRules.of("code", "", "", 2).align(sources, TARGETS, reviewed("A,T11,,,Ana,,\n"));
        assertThat(found.sourcesOf("T1", PERIOD)).containsExactly("B", "C", "T1");
        assertThat(found.sourcesOf("T11", PERIOD)).containsExactly("A");
        assertThat(found.apply(batch(Map.of("B", "3", "C", "4")))
                        .slices()
                        .get(0)
                        .values())
                .containsEntry(CONF, "7");
    }

    @Test
    void refusesParametersAllAtOnce() {
        assertThatThrownBy(() -> AlignmentRules.of("code,colour,attribute", "", "", 0))
                .isInstanceOfSatisfying(
                        Problems.class, problems -> assertThat(problems.all()).hasSize(2));
    }

    /** Shuffled orders give the same; each target has each source at most once; and both directions say the same. */
    @Test
    void theOrderInWhichUnitsComeMeansNothing() {
        for (long seed = 1; seed <= 100; seed++) {
            Random random = new Random(seed);
            List<OrgUnit> sources = random(random, "s");
            List<OrgUnit> targets = random(random, "t");
            Alignment one = ALL.align(sources, targets, ReviewedUnits.none());
            Collections.shuffle(sources, random);
            Collections.shuffle(targets, random);
            Alignment other = ALL.align(sources, targets, ReviewedUnits.none());
            Set<String> taken = new TreeSet<>();
            for (OrgUnit source : sources) {
                assertThat(one.targetOf(source.key(), PERIOD))
                        .as("seed " + seed + " " + source)
                        .isEqualTo(other.targetOf(source.key(), PERIOD));
                one.targetOf(source.key(), PERIOD).ifPresent(target -> {
                    assertThat(taken.add(target)).as("twice " + target).isTrue();
                    assertThat(one.sourcesOf(target, PERIOD)).containsExactly(source.key());
                });
            }
        }
    }

    /** Of a country: 20,000 facilities by name. Generous, for a machine that does other things. */
    @Test
    void aCountryIsAlignedInSeconds() {
        List<OrgUnit> sources = new ArrayList<>(List.of(unit("s", "ROOT", "Root", "")));
        List<OrgUnit> targets = new ArrayList<>(List.of(unit("t", "ROOT", "Root", "")));
        for (int district = 0; district < 400; district++) {
            sources.add(unit("s" + district, "D" + district, "District " + district, "s"));
            targets.add(unit("t" + district, "D" + district, "District " + district, "t"));
            for (int facility = 0; facility < 50; facility++) {
                String name = "Zone " + district + " colline " + facility;
                sources.add(unit("s" + district + "x" + facility, "", "CDS de " + name, "s" + district));
                targets.add(unit("t" + district + "x" + facility, "", name.toUpperCase(Locale.ROOT), "t" + district));
            }
        }
        long before = System.nanoTime();
        Alignment found = ALL.align(sources, targets, ReviewedUnits.none());
        assertThat(found.targetOf("s7x9", PERIOD)).contains("t7x9");
        assertThat(java.time.Duration.ofNanos(System.nanoTime() - before)).isLessThan(java.time.Duration.ofSeconds(30));
    }

    private static List<OrgUnit> random(Random random, String side) {
        List<OrgUnit> units = new ArrayList<>(List.of(unit(side, "ROOT", "Root", "")));
        for (int i = 0; i < 25; i++) {
            String parent = units.get(random.nextInt(units.size())).uid();
            String code = random.nextBoolean() ? "" : "C" + i;
            String name = (random.nextBoolean() ? "CDS " : "") + word(random).toUpperCase(Locale.ROOT);
            units.add(unit(side + i, code, name, parent));
        }
        return units;
    }
}
