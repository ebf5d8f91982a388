package org.pirogue.console;

import java.security.Principal;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pirogue.flow.FlowException;
import org.pirogue.pressure.Gates;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.access.Needs;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Rights;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Connections: how they stand; suspended by a person, and resumed. */
@RestController
@RequestMapping("/api/connections")
class ConnectionsController {
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_NAME = 100;

    private final WorkspaceSettings settings;
    private final Gates gates;
    private final Rights rights;

    ConnectionsController(WorkspaceSettings settings, Gates gates, Rights rights) {
        this.settings = settings;
        this.gates = gates;
        this.rights = rights;
    }

    /**
     * @param reason in a person's words, for the others
     * @param by who, where the sign-in does not tell
     */
    record Wish(@Nullable String reason, @Nullable String by) {

        String who(@Nullable Principal signedIn) {
            String said = by == null ? "" : by.strip();
            if (!said.isEmpty()) {
                return said.substring(0, Math.min(said.length(), LONGEST_NAME));
            }
            return signedIn == null ? "unknown" : signedIn.getName();
        }
    }

    @Needs(value = Right.SEE_RUNS, of = Needs.Of.LIST)
    @GetMapping
    List<ApiConnection> all() {
        Predicate<String> seen = rights.seen(Right.SEE_RUNS);
        return settings.connections().entrySet().stream()
                .filter(each -> seen.test(String.valueOf(each.getValue().workspace())))
                .map(each -> shown(each.getKey()))
                .toList();
    }

    @Needs(value = Right.RUN, of = Needs.Of.CONNECTION)
    @PostMapping("/{name}/suspend")
    ApiConnection suspend(@PathVariable String name, @RequestBody Wish wish, @Nullable Principal by) {
        known(name);
        String reason = wish.reason() == null ? "" : wish.reason().strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw new FlowException("P339", "say why, in 1 to " + LONGEST_REASON + " characters: others will ask");
        }
        gates.suspend(name, reason, wish.who(by));
        return shown(name);
    }

    @Needs(value = Right.RUN, of = Needs.Of.CONNECTION)
    @PostMapping("/{name}/resume")
    ApiConnection resume(@PathVariable String name) {
        known(name);
        gates.resume(name);
        return shown(name);
    }

    private void known(String name) {
        if (!settings.connections().containsKey(name)) {
            throw new FlowException(
                    "P338",
                    "there is no connection '" + name + "', there are: "
                            + settings.connections().keySet());
        }
    }

    private ApiConnection shown(String name) {
        return ApiConnection.of(name, settings.connections().get(name), gates.of(name));
    }
}
