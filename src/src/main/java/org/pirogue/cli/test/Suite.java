package org.pirogue.cli.test;

import java.nio.file.Path;
import java.util.List;

/**
 * The tests of one file.
 *
 * @param tested the flow, or the kamelet
 * @param place the file, within its home
 */
public record Suite(String tested, Path file, String place, List<Trial> trials) {}
