package org.pirogue.country.deploy;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.audit.Actor;
import org.pirogue.workspace.audit.AuditTrail;
import org.pirogue.workspace.audit.Deed;
import org.pirogue.workspace.audit.Verb;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/** Looks at the files of this replica every few seconds, from when everything runs until it is to stop. */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final Deployer deployer;
    private final CamelContext camel;
    private final AuditTrail trail;
    private final int everySecs;
    private @Nullable ScheduledExecutorService looking;

    Watch(Deployer deployer, CamelContext camel, AuditTrail trail, int everySecs) {
        this.deployer = deployer;
        this.camel = camel;
        this.trail = trail;
        this.everySecs = everySecs;
    }

    @EventListener
    synchronized void begin(ApplicationReadyEvent ready) {
        tell();
        if (everySecs > 0 && looking == null) {
            looking = camel.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "deploy");
            looking.scheduleWithFixedDelay(this::look, everySecs, everySecs, TimeUnit.SECONDS);
        }
    }

    @EventListener
    synchronized void end(ContextClosedEvent closed) {
        if (looking != null) {
            looking.shutdownNow();
        }
    }

    /** Which version runs from now on: nobody asked for it by name, the files themselves did. */
    private void tell() {
        trail.write(Deed.allowed(
                Actor.system(), Verb.DEPLOY, "deploy/" + deployer.report().digest(), null));
    }

    /** Never ends the watch: what cannot be seen now is looked at again. */
    private void look() {
        try {
            String before = deployer.report().digest();
            deployer.look();
            if (!before.equals(deployer.report().digest())) {
                tell();
            }
        } catch (RuntimeException e) {
            LOG.error(
                    "P656 the country's files cannot be looked at: {}",
                    e.getClass().getSimpleName());
        }
    }
}
