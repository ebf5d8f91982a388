package org.pirogue.files;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names of files with {@code *} and {@code ?}, several separated by commas. What people never mean is never matched: hidden,
 * half and returned files.
 */
public final class NamePattern {
    private final List<String> globs;
    private final Pattern pattern;

    public NamePattern(String globs) {
        this.globs = Arrays.stream(globs.split(","))
                .map(String::strip)
                .filter(glob -> !glob.isEmpty())
                .toList();
        this.pattern = compiled(this.globs.stream().map(NamePattern::regex).collect(Collectors.joining("|")));
    }

    private static Pattern compiled(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String regex(String glob) {
        return glob.chars()
                .mapToObj(each -> switch (each) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(String.valueOf((char) each));
                })
                .collect(Collectors.joining());
    }

    private static boolean isWild(String glob) {
        return glob.indexOf('*') >= 0 || glob.indexOf('?') >= 0;
    }

    public boolean matches(String name) {
        return !name.startsWith(".")
                && !name.startsWith("~")
                && !name.endsWith(".part")
                && !name.endsWith(".tmp")
                && pattern.matcher(name).matches();
    }

    /** Whether a list of files is needed to know which are meant. */
    public boolean isWild() {
        return globs.isEmpty() || globs.stream().anyMatch(NamePattern::isWild);
    }

    /** What stands between the commas. */
    public List<String> names() {
        return globs;
    }

    /** Which of those without a star or a question mark none of the files has: they are named, so they must be there. */
    List<String> missing(Collection<String> files) {
        return globs.stream()
                .filter(glob -> !isWild(glob))
                .filter(glob -> files.stream()
                        .noneMatch(file -> compiled(regex(glob)).matcher(file).matches()))
                .toList();
    }
}
