package org.pirogue.workspace.outlet;

/** How one kind of outlet is told. */
interface Way {
    /**
     * When this returns the outlet has it.
     *
     * @return how many rows went out
     * @throws Undelivered where it does not
     */
    long tell(Errand errand);
}
