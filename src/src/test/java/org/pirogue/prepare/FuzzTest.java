package org.pirogue.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.aggregate.Rules;
import org.pirogue.prepare.align.ReviewedUnits;
import org.pirogue.prepare.check.Checks;
import org.pirogue.prepare.indicate.Indicators;
import org.pirogue.prepare.map.Mapping;
import org.pirogue.prepare.period.BadPeriod;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.period.PeriodType;
import org.pirogue.prepare.suppress.Suppression;

/**
 * Whatever a spreadsheet, an editor or a network makes of a country's files: it is accepted, or refused with a code and a
 * place for each problem. Nothing hangs, nothing else is thrown.
 */
class FuzzTest {
    private static final int SMALL = 300;
    private static final int FULL = 100_000;
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Pattern CODE = Pattern.compile("P[25]\\d\\d");
    private static final Path ROUTES = Path.of("../routes/burundi");

    private record Kind(String name, String seed, Consumer<String> read) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> kinds() throws IOException {
        return Stream.of(
                        new Kind("mapping.csv", file("hmis-to-nmdr/mapping.csv"), FuzzTest::mapping),
                        new Kind(
                                "org-units.csv",
                                "source_org_unit,target_org_unit,valid_from,valid_to,note\nA,B,202501,,\nC,-,,2025,x\n",
                                FuzzTest::units),
                        new Kind(
                                "reviewed org-units.csv",
                                "source_org_unit,target_org_unit,how,score,reviewed_by,valid_from,valid_to,note\n"
                                        + "A,B,name,0.9,Ana,202501,,\nC,-,,,Ana,,2025,x\nD,B,merged,,,,,\n",
                                text -> ReviewedUnits.read(new StringReader(text), "org-units.csv")),
                        new Kind(
                                "indicators.csv",
                                "target_data_element,numerator,denominator,factor,annualized,decimals,valid_from\n"
                                        + "I,#{A}+#{B.U5;F},\"if(isNull(#{C}),1,#{C})\",100,yes,2,202501\nJ,[days]^2,-3,,,,\n",
                                FuzzTest::indicators),
                        new Kind(
                                "suppression.csv",
                                "group,data_element,category_options,role\na,C,U5,part\na,C,O5,part\na,C,,total\n,S,,open\n",
                                FuzzTest::suppression),
                        new Kind("rules.csv", file("tracker-to-hmis/rules.csv"), FuzzTest::rules),
                        new Kind("quality.yaml", file("tracker-to-hmis/quality.yaml"), FuzzTest::checks),
                        new Kind(
                                "periods",
                                "202601 2026W5 2026Q1 2026S1 2026AprilS2 2026NovQ1 2026 20260105 2026SunW1 202601B",
                                FuzzTest::periods))
                .map(kind -> arguments(kind));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void isAcceptedOrRefusedWithACode(Kind kind) {
        throwAt(kind, SMALL);
    }

    @Tag("full")
    @ParameterizedTest(name = "{0}, 100,000 times")
    @MethodSource("kinds")
    void isAcceptedOrRefusedWithACodeHoweverOften(Kind kind) {
        throwAt(kind, FULL);
    }

    private static void throwAt(Kind kind, int times) {
        int refused = 0;
        for (long seed = 0; seed < times; seed++) {
            String text =
                    Spoilt.of(kind.seed(), new Random(seed * 31 + kind.name().hashCode()));
            long before = System.nanoTime();
            try {
                kind.read().accept(text);
            } catch (Problems problems) {
                refused++;
                assertThat(problems.all()).isNotEmpty().allSatisfy(problem -> {
                    assertThat(problem.code()).matches(CODE);
                    assertThat(problem.place()).isNotBlank();
                    assertThat(problem.hint()).isNotBlank();
                });
            } catch (BadPeriod bad) {
                refused++;
            } catch (Throwable other) {
                throw new AssertionError(kind + " with seed " + seed + " ended in " + other + ":\n" + text, other);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .as("time of %s with seed %d", kind, seed)
                    .isLessThan(LONGEST);
        }
        System.out.println(kind + " spoilt: " + times + ", refused " + refused);
        assertThat(refused).as("refused of " + times).isBetween(times / 20, times);
    }

    private static void mapping(String text) {
        Mapping mapping = Mapping.read(new StringReader(text), "mapping.csv");
        mapping.digest();
        mapping.claim("202601");
    }

    private static void units(String text) {
        Mapping.read(
                        new StringReader("source_data_element,target_data_element\nA,B\n"),
                        "mapping.csv",
                        new StringReader(text),
                        "org-units.csv")
                .digest();
    }

    private static void indicators(String text) {
        Indicators indicators = Indicators.read(new StringReader(text), "indicators.csv");
        indicators.digest();
        indicators.apply(slices(), true);
    }

    private static void suppression(String text) {
        Suppression.of(5, new StringReader(text), "suppression.csv").apply(slices());
    }

    private static SliceBatch slices() {
        TreeMap<Cell, String> values = new TreeMap<>();
        List.of("A", "B/F;U5", "C", "C/U5", "C/O5", "S").forEach(name -> {
            int slash = name.indexOf('/');
            Cell cell = slash < 0 ? Cell.of(name, "") : Cell.of(name.substring(0, slash), name.substring(slash + 1));
            values.put(cell, String.valueOf(name.length()));
        });
        return new SliceBatch(
                new Envelope("f", "w", 1, 1, Envelope.Mode.SYNC),
                new Scope("202601", new TreeSet<>(Set.of("U"))),
                List.of(new Slice(new SliceKey("", "U", "202601", ""), values)),
                new Tally(values.size(), 0, 0, 0, 0, 0),
                List.of());
    }

    private static void rules(String text) {
        Rules.read(new StringReader(text), "rules.csv", PeriodType.MONTHLY).claim();
    }

    private static void checks(String text) {
        Checks.read(new StringReader(text), "quality.yaml", Clock.systemUTC());
    }

    private static void periods(String text) {
        String[] ids = text.split(" ", -1);
        for (String id : ids) {
            Period.read(id).ifPresent(FuzzTest::used);
        }
        used(Period.parse(ids[0]));
    }

    /** What every reader of a period does with it. */
    private static void used(Period period) {
        assertThat(Period.read(period.id())).contains(period);
        assertThat(period.firstDay()).isBeforeOrEqualTo(period.lastDay());
        assertThat(period.next().previous()).isEqualTo(period);
    }

    private static String file(String name) throws IOException {
        return Files.readString(ROUTES.resolve(name));
    }
}
