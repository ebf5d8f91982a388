package org.pirogue.cli;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/** Starts the Spring Boot application in this JVM. */
final class BootRuntime implements RunCommand.Runtime {
    private static final String APPLICATION = "org.pirogue.Pirogue";

    @Override
    public Exit runUntilStopped(List<String> settings) {
        CountDownLatch stopped = new CountDownLatch(1);
        SpringApplication application = new SpringApplication(application());
        application.addListeners((ApplicationListener<ContextClosedEvent>) event -> {
            if (event.getApplicationContext().getParent() == null) {
                stopped.countDown();
            }
        });
        start(application, settings);
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Exit.OK;
    }

    private static void start(SpringApplication application, List<String> settings) {
        try {
            application.run(settings.toArray(String[]::new));
        } catch (RuntimeException e) {
            // Pirogue has said by itself what is wrong.
            throw Refusal.failed("P528");
        }
    }

    private static Class<?> application() {
        try {
            return Class.forName(APPLICATION);
        } catch (ClassNotFoundException e) {
            throw Refusal.failed("P540", "run");
        }
    }
}
