/**
 * Tables, version by version: rows as a run drafted them, which version a target holds, and rows that steps keep aside.
 * Not here: datasets and who reads them ({@code workspace.dataset}).
 */
@NullMarked
package org.pirogue.ledger.table;

import org.jspecify.annotations.NullMarked;
