package org.pirogue.catalogue;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which files a template may bring. Everything else is refused, before anything of it is written. */
final class Contents {
    static final int LARGEST_FILE = 1 << 20;
    static final int LARGEST_PARCEL = 4 << 20;
    static final int MOST_FILES = 64;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,119}");
    private static final Pattern SETTINGS = Pattern.compile("(?i)application.*");
    private static final Pattern TABLE = Pattern.compile(".+\\.(csv|json|yaml)");

    private final Release release;

    Contents(Release release) {
        this.release = release;
    }

    void check(Map<String, byte[]> files) {
        TemplateId.checkedName(release.name());
        release.semver();
        if (files.size() > MOST_FILES) {
            throw refused(files.size() + " files");
        }
        long sum = 0;
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (!isAllowed(file.getKey()) || file.getValue().length > LARGEST_FILE) {
                throw refused(file.getKey());
            }
            sum += file.getValue().length;
        }
        Set<String> declared = new HashSet<>();
        for (Release.Entry entry : release.files()) {
            if (!isAllowed(entry.path()) || !declared.add(entry.path())) {
                throw refused(entry.path());
            }
        }
        files.keySet().stream()
                .filter(path -> !declared.contains(path))
                .findFirst()
                .ifPresent(path -> {
                    throw refused(path);
                });
        if (sum > LARGEST_PARCEL || !declared.contains(definition())) {
            throw refused(sum > LARGEST_PARCEL ? sum + " B" : definition());
        }
    }

    String definition() {
        return release.name()
                + switch (release.kind()) {
                    case KAMELET -> ".kamelet.yaml";
                    case FLOW -> ".camel.yaml";
                };
    }

    boolean isAllowed(String path) {
        if (path.equals(definition())) {
            return true;
        }
        return switch (release.kind()) {
            case KAMELET -> path.startsWith("test/") && isKameletTest(path.substring("test/".length()));
            case FLOW -> isBesideTheRoutes(path);
        };
    }

    private boolean isKameletTest(String name) {
        boolean own = name.startsWith(release.name() + ".") && name.endsWith(".test.yaml");
        return PLAIN.matcher(name).matches() && (own || name.endsWith(".json"));
    }

    private boolean isBesideTheRoutes(String name) {
        return PLAIN.matcher(name).matches()
                && !name.endsWith(".camel.yaml")
                && !name.endsWith(".kamelet.yaml")
                && !SETTINGS.matcher(name).matches()
                && (name.equals("README.md") || TABLE.matcher(name).matches());
    }

    private CatalogueProblem refused(String what) {
        return new CatalogueProblem("P626", release.name() + "@" + release.version(), what);
    }
}
