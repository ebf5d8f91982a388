package org.pirogue.workspace.outlet;

import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Threads that tell outlets. No executor of the application: nothing else may be given to them. */
final class OutletThreads implements AutoCloseable {
    /** What is on its way has this long to end at a stop; what does not is told again. */
    private static final int STOP_SECS = 20;

    private final ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();

    OutletThreads(int many) {
        pool.setCorePoolSize(many);
        pool.setMaxPoolSize(many);
        pool.setThreadNamePrefix("outlet-");
        pool.setWaitForTasksToCompleteOnShutdown(true);
        pool.setAwaitTerminationSeconds(STOP_SECS);
        pool.initialize();
    }

    void execute(Runnable errand) {
        pool.execute(errand);
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
