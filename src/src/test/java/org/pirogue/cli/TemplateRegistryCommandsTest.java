package org.pirogue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pirogue.catalogue.registry.RegistryServer;

/** The same between two homes, by a real NiFi Registry. */
@Tag("full")
class TemplateRegistryCommandsTest extends TemplateCommandsTest {

    @Override
    String place() {
        return RegistryServer.emptyCatalogue();
    }

    @Test
    @Override
    void aCatalogueThatIsNotThereIsTold() {
        TemplateHomes.Place lost = user.at("http://127.0.0.1:1");
        assertThat(lost.call("list")).isEqualTo(Exit.FAILED);
        assertThat(lost.err()).startsWith("P644");
        assertThat(user.call("list")).isEqualTo(Exit.OK);
        assertThat(user.err()).contains("0 templates in http://127.0.0.1:");
    }
}
