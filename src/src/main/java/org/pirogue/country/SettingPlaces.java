package org.pirogue.country;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.pirogue.country.lint.Branch;
import org.pirogue.country.lint.YamlFile;
import org.pirogue.prepare.Problem;

/** Where a setting that something is wrong with stands in the country's file: people look for a line. */
final class SettingPlaces {
    private static final String SETTING = "pirogue.";

    private final Path file;
    private final String place;

    /** @param place the file as findings name it */
    SettingPlaces(Path file, String place) {
        this.file = file;
        this.place = place;
    }

    /** The same findings; a place that is a setting's name gets file and line before it. */
    List<Problem> of(List<Problem> findings) {
        if (findings.stream().noneMatch(SettingPlaces::isSetting) || !Files.isRegularFile(file)) {
            return findings;
        }
        // What cannot be read was told before.
        return YamlFile.read(file, "P152", (code, line, value, text, hint) -> {})
                .map(yaml -> findings.stream().map(each -> placed(each, yaml)).toList())
                .orElse(findings);
    }

    private static boolean isSetting(Problem found) {
        return found.place().startsWith(SETTING);
    }

    private Problem placed(Problem found, Branch yaml) {
        return isSetting(found)
                ? new Problem(
                        found.code(),
                        place + ":" + line(yaml, found.place()) + " " + found.place(),
                        found.value(),
                        found.text(),
                        found.hint())
                : found;
    }

    /** Of the setting, or of the nearest one around it. Names may be nested, or written with dots. */
    private static int line(Branch at, String setting) {
        return at.keys().entrySet().stream()
                .filter(each -> (setting + ".").startsWith(each.getKey() + "."))
                .map(each -> setting.length() <= each.getKey().length()
                        ? each.getValue().line()
                        : line(each.getValue(), setting.substring(each.getKey().length() + 1)))
                .findFirst()
                .orElse(at.line());
    }
}
