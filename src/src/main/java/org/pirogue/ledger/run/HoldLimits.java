package org.pirogue.ledger.run;

/** How much one run of a flow may take away from its target without a person's approval. */
@FunctionalInterface
public interface HoldLimits {
    /** What holds where nothing else is said. */
    HoldLimits USUAL = flow -> 5;

    /** Percent of the cells that the flow has at its target. */
    double percent(String flow);
}
