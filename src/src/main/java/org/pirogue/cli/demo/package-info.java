/**
 * The demonstration: sample servers, a Pirogue as a child process, the flows one after the other, a partner who was away, and the report.
 * Not here: how a sandbox answers, and what the sample data of a country are.
 */
@NullMarked
package org.pirogue.cli.demo;

import org.jspecify.annotations.NullMarked;
