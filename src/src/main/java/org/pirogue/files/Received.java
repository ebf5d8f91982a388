package org.pirogue.files;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A file that was taken.
 *
 * @param name that it has where it came from
 * @param copy where it lies now, whole
 * @param written when somebody wrote it
 */
public record Received(String name, Path copy, Instant written) {}
