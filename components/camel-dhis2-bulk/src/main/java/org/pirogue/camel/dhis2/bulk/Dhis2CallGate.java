package org.pirogue.camel.dhis2.bulk;

/**
 * Stands before every call of a connection and hears how it ended: a place for limits, circuit breakers and measures. Must
 * be safe for many threads.
 */
@FunctionalInterface
public interface Dhis2CallGate {

    /** Lets every call through. */
    Dhis2CallGate OPEN = call -> Call.UNHEARD;

    /**
     * What is about to be done.
     *
     * @param write whether it changes something at the server
     * @param records how many records are sent; 0 for a read
     */
    record Asked(boolean write, int records) {

        /** A read. */
        public static final Asked READ = new Asked(false, 0);
    }

    /** A call that was let through; exactly one of the two is called. */
    interface Call {

        /** Hears nothing. */
        Call UNHEARD = new Call() {
            @Override
            public void answered() {
                // Nobody asked.
            }

            @Override
            public void failed(Dhis2Exception failure) {
                // Nobody asked.
            }
        };

        /** The server did what it is there for: data came, or a verdict, refusals included. */
        void answered();

        /** It ended without. */
        void failed(Dhis2Exception failure);
    }

    /**
     * Before a call. May wait.
     *
     * @throws Dhis2Exception of kind {@code HELD_BACK} where no call may be made now; nothing is sent
     */
    Call enter(Asked asked);
}
