package org.pirogue.cli;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.pirogue.Pirogue;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/** Starts the Spring Boot application in this JVM. */
final class BootRuntime implements RunCommand.Runtime {
    @Override
    public Exit runUntilStopped(List<String> settings) {
        ConfigurableApplicationContext pirogue = started(settings.toArray(String[]::new));
        CountDownLatch stopped = new CountDownLatch(1);
        pirogue.addApplicationListener((ApplicationListener<ContextClosedEvent>) event -> stopped.countDown());
        try {
            if (pirogue.isActive()) {
                stopped.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Exit.OK;
    }

    private static ConfigurableApplicationContext started(String[] settings) {
        try {
            return Pirogue.start(settings);
        } catch (RuntimeException e) {
            // Pirogue has said by itself what is wrong.
            throw Refusal.failed("P528");
        }
    }
}
