package org.pirogue.ledger.value;

/**
 * A standing reject of one cell.
 *
 * @param value the value that was refused; empty where a deletion was
 * @param code the target's code
 * @param reject number of the reject that tells more
 */
public record Refusal(String value, String code, long reject) {}
