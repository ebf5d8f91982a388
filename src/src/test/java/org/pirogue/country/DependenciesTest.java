package org.pirogue.country;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.workspace.WorkspaceSettings;

class DependenciesTest {
    @TempDir
    Path shared;

    private final Map<String, WorkspaceSettings.Flow> flows = new TreeMap<>();

    @BeforeEach
    void someoneLooks() throws IOException {
        Files.createFile(shared.resolve("follow.camel.yaml"));
    }

    @Test
    void acceptsAChain() {
        flow("a");
        flow("b", "a");
        flow("c", "a", "b");
        assertThat(problems()).isEmpty();
    }

    @Test
    void namesAFlowThatDoesNotExist() {
        flow("b", "aa");
        assertThat(problems()).containsExactly("P460 pirogue.flows.b.depends-on aa");
    }

    @Test
    void tellsACircleOnceAndWhole() {
        flow("a", "c");
        flow("b", "a");
        flow("c", "b");
        flow("d", "a");
        assertThat(problems()).containsExactly("P461 pirogue.flows.a.depends-on a -> c -> b -> a");
    }

    @Test
    void aFlowThatWaitsForItselfIsACircle() {
        flow("a", "a");
        assertThat(problems()).containsExactly("P461 pirogue.flows.a.depends-on a -> a");
    }

    @Test
    void aTriggerNeedsSomebodyToFollow() {
        for (String flow : List.of("a", "reader")) {
            flows.put(
                    flow,
                    new WorkspaceSettings.Flow(
                            "hmis",
                            "0 0 * * * ?",
                            List.of(),
                            60,
                            WorkspaceSettings.Else.RUN,
                            WorkspaceSettings.Trigger.ON_NEW_VERSION,
                            30,
                            null,
                            5,
                            null));
        }
        // What reads a dataset may follow the share of another workspace.
        assertThat(problems()).containsExactly("P462 pirogue.flows.a.trigger on-new-version");
    }

    @Test
    void somebodyMustLookAfterThem() throws IOException {
        Files.delete(shared.resolve("follow.camel.yaml"));
        flow("a");
        assertThat(problems()).isEmpty();
        flow("b", "a");
        assertThat(problems()).hasSize(1).first().asString().startsWith("P468 ");
    }

    private void flow(String name, String... dependsOn) {
        flows.put(
                name,
                new WorkspaceSettings.Flow(
                        "hmis",
                        "0 0 * * * ?",
                        List.of(dependsOn),
                        60,
                        WorkspaceSettings.Else.RUN,
                        WorkspaceSettings.Trigger.SCHEDULE,
                        30,
                        null,
                        5,
                        null));
    }

    private List<String> problems() {
        Findings findings = new Findings(shared);
        new Dependencies(flows, findings, "reader"::equals).check(shared);
        return findings.all().stream()
                .map(found -> found.code() + " " + found.place() + (found.value() == null ? "" : " " + found.value()))
                .toList();
    }
}
