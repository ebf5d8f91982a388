package org.pirogue.country.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.pirogue.flow.Flow;
import org.pirogue.workspace.WorkspaceSettings;

/** What must be stopped for a change, and what need not. */
class DifferenceTest {
    private static final Path HOME = Path.of("home");

    private final Map<String, String> files = new TreeMap<>(Map.of(
            "routes/mali/one/one.camel.yaml", "1",
            "routes/mali/one/mapping.csv", "2",
            "routes/mali/two/two.camel.yaml", "3",
            "kamelets/map-codes-action.kamelet.yaml", "4",
            "kamelets/dhis2-data-values-sink.kamelet.yaml", "5",
            "routes/shared/sweep.camel.yaml", "6"));
    private final List<Flow> flows =
            new ArrayList<>(List.of(flow("one", "map-codes-action"), flow("two", "other-action")));
    private final Map<String, WorkspaceSettings.Flow> settings =
            new TreeMap<>(Map.of("one", setting("0 0 * * * ?", 5), "two", setting("0 0 * * * ?", 5)));
    private final Deployment before = now();

    private static Flow flow(String name, String action) {
        return new Flow(
                name,
                "hmis",
                HOME.resolve(name),
                List.of(new Flow.Step(action, Map.of())),
                List.of(new Flow.Step("dhis2-data-values-sink", Map.of())),
                "hmis." + name);
    }

    private static WorkspaceSettings.Flow setting(String schedule, double percent) {
        return new WorkspaceSettings.Flow(
                "hmis",
                schedule,
                List.of(),
                60,
                WorkspaceSettings.Else.RUN,
                WorkspaceSettings.Trigger.SCHEDULE,
                30,
                null,
                percent,
                null);
    }

    private Deployment now() {
        return new Deployment(String.valueOf(files.hashCode()), HOME, "mali", files, flows, settings);
    }

    private Difference difference() {
        return Difference.between(before, now());
    }

    @Test
    void aTableTouchesNoRoute() {
        files.put("routes/mali/one/mapping.csv", "other");
        assertThat(difference().tables()).containsExactly("one");
        assertThat(difference().leaving()).isEmpty();
        assertThat(difference().coming()).isEmpty();
    }

    @Test
    void aRouteAndAScheduleTouchTheirFlow() {
        files.put("routes/mali/one/one.camel.yaml", "other");
        settings.put("two", setting("0 30 * * * ?", 5));
        assertThat(difference().steps()).containsExactly("one", "two");
        assertThat(difference().leaving()).isEqualTo(difference().coming());
    }

    @Test
    void aKameletTouchesWhoCallsIt() {
        files.put("kamelets/map-codes-action.kamelet.yaml", "other");
        assertThat(difference().steps()).containsExactly("one");
        files.put("kamelets/dhis2-data-values-sink.kamelet.yaml", "other");
        assertThat(difference().steps()).containsExactly("one", "two");
        assertThat(difference().kamelets()).containsExactly("dhis2-data-values-sink", "map-codes-action");
    }

    @Test
    void aSettingThatIsNoScheduleTouchesNoRoute() {
        settings.put("one", setting("0 0 * * * ?", 50));
        assertThat(difference().settings()).containsExactly("one");
        assertThat(difference().leaving()).isEmpty();
    }

    @Test
    void flowsComeAndGo() {
        flows.remove(0);
        files.put("routes/mali/three/three.camel.yaml", "7");
        flows.add(flow("three", "map-codes-action"));
        files.remove("routes/shared/sweep.camel.yaml");
        assertThat(difference().removed()).containsExactly("one");
        assertThat(difference().added()).containsExactly("three");
        assertThat(difference().shared()).containsExactly("sweep");
        assertThat(difference()).hasToString("added [three]; removed [one]; shared [sweep]");
    }

    @Test
    void nothingIsNothing() {
        assertThat(difference()).hasToString("nothing that runs");
    }
}
