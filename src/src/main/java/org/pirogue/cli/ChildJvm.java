package org.pirogue.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How this program starts itself once more.
 *
 * @param mainClass the class that is started, with the class path of this process
 */
public record ChildJvm(String mainClass) {
    private static final List<String> PREPARED =
            List.of("-XX:SharedArchiveFile=", "-Xlog:cds*=", "-Dpirogue.database.unpacked=");
    /** As in ./pirogue: a demonstration ends soon. */
    private static final String OPTIONS = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m";

    /** What {@code ./pirogue} prepared for starts with this class path, where it did. */
    public static List<String> prepared() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> PREPARED.stream().anyMatch(option::startsWith))
                .toList();
    }

    List<String> command(Path checkout, List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String options = System.getenv().getOrDefault("PIROGUE_JAVA_OPTS", OPTIONS);
        command.addAll(List.of(options.strip().split("\\s+")));
        command.addAll(prepared());
        command.add("-Dpirogue.checkout=" + checkout);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(args);
        return command;
    }
}
