package org.pirogue.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.DiskFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pirogue.home.StartupProblems;

class BrokerRulesTest {

    @Test
    void acceptsWhatItWrites() throws Exception {
        assertThat(problems(written())).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysToLoseMessages")
    void refuses(String setting, Consumer<Configuration> change) throws Exception {
        var configuration = written();
        change.accept(configuration);
        assertThat(problems(configuration)).containsExactly("P120 " + setting);
    }

    static Stream<Arguments> waysToLoseMessages() {
        return Stream.of(
                way("persistence", c -> c.setPersistenceEnabled(false)),
                way("security", c -> c.setSecurityEnabled(false)),
                way("journal-sync-transactional", c -> c.setJournalSyncTransactional(false)),
                way("journal-sync-non-transactional", c -> c.setJournalSyncNonTransactional(false)),
                way("persist-delivery-count-before-delivery", c -> c.setPersistDeliveryCountBeforeDelivery(false)),
                way("min-disk-free", c -> c.setMinDiskFree(0)),
                way("disk-scan-period", c -> c.setDiskScanPeriod(5000)),
                way("# dead-letter-address", c -> all(c).setDeadLetterAddress(null)),
                way("# auto-create-dead-letter-resources", c -> all(c).setAutoCreateDeadLetterResources(false)),
                way("# max-delivery-attempts", c -> all(c).setMaxDeliveryAttempts(-1)),
                way("# redelivery-delay", c -> all(c).setRedeliveryDelay(0)),
                way("# redelivery-multiplier", c -> all(c).setRedeliveryMultiplier(0.5)),
                way("# address-full-policy", c -> all(c).setAddressFullMessagePolicy(AddressFullMessagePolicy.DROP)),
                way("# page-limit-bytes", c -> all(c).setPageLimitBytes(-1L)),
                way("# page-full-policy", c -> all(c).setPageFullMessagePolicy(PageFullMessagePolicy.DROP)),
                way("# disk-full-policy", c -> all(c).setDiskFullMessagePolicy(DiskFullMessagePolicy.BLOCK)),
                way("# auto-delete", c -> all(c).setAutoDeleteQueues(true)),
                way("# no-expiry", c -> all(c).setNoExpiry(false)));
    }

    private static Arguments way(String setting, Consumer<Configuration> change) {
        return Arguments.of(setting, change);
    }

    private static AddressSettings all(Configuration configuration) {
        return configuration.getAddressSettings().get("#");
    }

    private static Configuration written() throws Exception {
        return BrokerRules.configuration(BrokerSettings.defaults(), Path.of("unused"));
    }

    private static Stream<String> problems(Configuration configuration) {
        var problems = new StartupProblems();
        BrokerRules.check(configuration, problems);
        return problems.all().stream()
                .map(problem -> problem.code() + " " + problem.arguments().get(0));
    }
}
