package org.pirogue.home;

import java.util.List;
import org.springframework.stereotype.Component;

/** Open once every check has passed. A bean that starts something outside takes it as a parameter, and so waits. */
@Component
public final class StartupGate {

    /** @throws StartupFailure with the problems of all checks together */
    public StartupGate(List<StartupCheck> checks) {
        var problems = new StartupProblems();
        checks.forEach(check -> check.check(problems));
        problems.failIfAny();
    }
}
