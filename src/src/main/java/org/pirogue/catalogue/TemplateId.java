package org.pirogue.catalogue;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.semver4j.Semver;

/**
 * Which template is meant.
 *
 * @param version none where the newest is meant that is offered
 */
public record TemplateId(String name, @Nullable Semver version) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LONGEST = 80;

    /** @param text {@code map-codes-action} or {@code map-codes-action@1.2.0} */
    public static TemplateId of(String text) {
        int at = text.indexOf('@');
        String name = at < 0 ? text : text.substring(0, at);
        return new TemplateId(checkedName(name), at < 0 ? null : version(text.substring(at + 1)));
    }

    public static boolean isName(String text) {
        return text.length() <= LONGEST && NAME.matcher(text).matches();
    }

    static String checkedName(String text) {
        if (!isName(text)) {
            throw new CatalogueProblem("P622", text);
        }
        return text;
    }

    /** Semantic versions without build metadata: two versions that only differ in it would be of equal rank. */
    public static Semver version(String text) {
        Semver version = Semver.parse(text);
        if (version == null
                || !version.getBuild().isEmpty()
                || !version.getVersion().equals(text)
                || text.length() > LONGEST) {
            throw new CatalogueProblem("P621", text);
        }
        return version;
    }

    @Override
    public String toString() {
        return version == null ? name : name + "@" + version;
    }
}
