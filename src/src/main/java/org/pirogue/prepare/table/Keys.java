package org.pirogue.prepare.table;

/** The secrets by which pseudonyms are made: one for each recipient, so that two of them cannot join what they were given. */
public interface Keys {
    /** Always the same for one recipient; never written, logged or shown. */
    String of(String recipient);
}
