/**
 * Carries out the tests that stand as YAML beside flows and kamelets: the real routes, kamelets, beans and ledger, and a stand-in
 * DHIS2 where one is asked. Not here: what any of them expects, how it is told, and a broker.
 */
@NullMarked
package org.pirogue.cli.test;

import org.jspecify.annotations.NullMarked;
