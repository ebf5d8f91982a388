package org.pirogue.cli;

import picocli.CommandLine.Command;

/** {@code template}: kamelets and whole flows, shared between homes by a catalogue. */
@Command(name = "template")
final class TemplateCommand {}
