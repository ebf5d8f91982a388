package org.pirogue.workspace.outlet;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How outlets are told.
 *
 * @param url where recipients reach this Pirogue, for links in events and mails; null: links begin with {@code /api}
 * @param partRows how many rows one event has at most
 * @param partKib and how large its rows may be, KiB; a row that is larger has an event of its own. A topic takes events of 256 KiB
 * @param firstWaitSecs after a first try that failed; the wait doubles from try to try, give or take a half
 * @param longestWaitMins between two tries
 * @param giveUpHours after which it is given up
 * @param threads how many outlets are told at once
 * @param privateHosts hosts of webhooks that may lie at private addresses, or on this machine
 */
@ConfigurationProperties("pirogue.outlets")
public record OutletSettings(
        @Nullable String url,
        @DefaultValue("500") int partRows,
        @DefaultValue("192") int partKib,
        @DefaultValue("10") int firstWaitSecs,
        @DefaultValue("15") int longestWaitMins,
        @DefaultValue("72") int giveUpHours,
        @DefaultValue("4") int threads,
        @DefaultValue List<String> privateHosts) {

    /** Absolute where the settings say from where. */
    String link(String path) {
        return url == null ? path : url.replaceFirst("/+$", "") + path;
    }
}
