package org.pirogue.cli.test;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * One test, ready to be carried out.
 *
 * @param name the sentence that it proves
 * @param line of its file
 * @param run what is not as it expects; throws where it cannot be carried out
 */
public record Trial(String name, int line, Callable<List<Difference>> run) {}
