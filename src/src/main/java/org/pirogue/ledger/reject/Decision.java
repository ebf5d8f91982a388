package org.pirogue.ledger.reject;

/**
 * What somebody decided.
 *
 * @param who the person, or the part of Pirogue
 * @param reason why; may be empty where none is asked for
 */
public record Decision(String who, String reason) {}
