package org.pirogue.files;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of files with {@code *} and {@code ?}. What people never mean is never matched: hidden, half and returned files. */
public final class NamePattern {
    private final Pattern pattern;

    public NamePattern(String glob) {
        this.pattern = Pattern.compile(
                glob.chars()
                        .mapToObj(each -> switch (each) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(String.valueOf((char) each));
                        })
                        .collect(Collectors.joining()),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    public boolean matches(String name) {
        return !name.startsWith(".")
                && !name.startsWith("~")
                && !name.endsWith(".part")
                && !name.endsWith(".tmp")
                && pattern.matcher(name).matches();
    }
}
