package org.pirogue.buffer;

import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** An Artemis in a process of its own, its journal on disk, as a ministry would run it beside Pirogue. To be killed. */
public final class BrokerProcess {
    public static final String USER = BrokerUsers.INTERNAL;

    private BrokerProcess() {}

    /** @param words folder, port, password, process to end with; and how many bytes an address may hold, twice */
    public static void main(String... words) throws Exception {
        ProcessHandle.of(Long.parseLong(words[3])).orElseThrow().onExit().thenRun(() -> System.exit(0));
        var configuration = BrokerRules.configuration(BrokerSettings.defaults(), Path.of(words[0]));
        configuration.addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + words[1]);
        configuration.setMinDiskFree(1);
        var addresses = configuration.getAddressSettings().get(BrokerRules.ALL);
        addresses.setRedeliveryDelay(500);
        if (words.length > 4) {
            var bytes = Integer.parseInt(words[4]);
            addresses.setMaxSizeBytes(bytes).setPageSizeBytes(bytes / 4).setPageLimitBytes((long) bytes);
        }
        var artemis = new EmbeddedActiveMQ()
                .setConfiguration(configuration)
                .setSecurityManager(new BrokerUsers(Map.of(USER, words[2]), null));
        artemis.start();
        System.out.println("up");
    }
}
