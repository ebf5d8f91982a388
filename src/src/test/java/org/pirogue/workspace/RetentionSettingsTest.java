package org.pirogue.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pirogue.workspace.RetentionSettings.Days;

/** Whose word it is: the flow's before its workspace's, that before the country's; for cases and for rejects each by itself. */
class RetentionSettingsTest {
    private final RetentionSettings settings = new RetentionSettings(
            400,
            700,
            Map.of("eoc", new Days(40, 70), "hmis", new Days(null, null)),
            Map.of("cases", new Days(4, 7), "lab", new Days(null, 8), "visits", new Days(5, null)));

    @Test
    void theFlowsOwnWins() {
        assertThat(settings.caseDays("eoc", "cases")).isEqualTo(4);
        assertThat(settings.rejectDays("eoc", "cases")).isEqualTo(7);
    }

    @Test
    void whatItDoesNotSayItsWorkspaceSays() {
        assertThat(settings.caseDays("eoc", "lab")).isEqualTo(40);
        assertThat(settings.rejectDays("eoc", "lab")).isEqualTo(8);
        assertThat(settings.caseDays("eoc", "visits")).isEqualTo(5);
        assertThat(settings.rejectDays("eoc", "visits")).isEqualTo(70);
        assertThat(settings.rejectDays("eoc", "other")).isEqualTo(70);
    }

    @Test
    void whatNeitherSaysTheCountrySays() {
        for (String workspace : new String[] {"hmis", "nobody's"}) {
            assertThat(settings.caseDays(workspace, "other")).isEqualTo(400);
            assertThat(settings.rejectDays(workspace, "other")).isEqualTo(700);
        }
        assertThat(settings.caseDays("hmis", "lab")).isEqualTo(400);
        assertThat(RetentionSettings.USUAL.caseDays("eoc", "cases"))
                .as("for ever")
                .isZero();
        assertThat(RetentionSettings.USUAL.rejectDays("eoc", "cases")).isEqualTo(730);
    }
}
