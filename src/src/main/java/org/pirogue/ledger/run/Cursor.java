package org.pirogue.ledger.run;

/**
 * How far a flow has read.
 *
 * @param name what is read, {@code cases} or {@code values} say; a flow may have several
 * @param value the server's date or time, in the server's zone, as the source writes it
 * @param fieldsDigest digest of the fields that were kept: another one asks for a full read
 */
public record Cursor(String name, String value, String fieldsDigest) {}
