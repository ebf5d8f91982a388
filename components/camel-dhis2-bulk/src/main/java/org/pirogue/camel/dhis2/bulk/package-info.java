/**
 * In: a Camel component and a Java client that read DHIS2 data in a stream and write it with a verdict for every record.
 * Out: what the data mean, where they go and when; nothing here knows the application that uses it.
 */
@NullMarked
package org.pirogue.camel.dhis2.bulk;

import org.jspecify.annotations.NullMarked;
