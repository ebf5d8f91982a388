package org.pirogue.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is installed in a home: {@code templates.lock.yaml}, which belongs into the home's version control.
 *
 * @param home the home's name, as catalogues know it
 */
public record Lock(int format, String home, List<Installed> templates) {
    public static final int FORMAT = 1;

    /**
     * One template in its place.
     *
     * @param country where the template is a flow
     * @param workspace the flow's
     * @param catalogue where it came from, as a person called it
     * @param digest of the version as it was published
     * @param values what was set, by parameter
     * @param files the template's files with the digest that each had when it was put in place; examples are not named
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Installed(
            String name,
            Kind kind,
            @Nullable String country,
            @Nullable String workspace,
            String version,
            String digest,
            String catalogue,
            String by,
            String at,
            Map<String, String> values,
            Map<String, String> files) {

        boolean isAt(String otherName, @Nullable String otherCountry) {
            return name.equals(otherName) && Objects.equals(country, otherCountry);
        }

        /** As messages name it: a flow with its country. */
        public String label() {
            return country == null ? name : country + "/" + name;
        }
    }

    static Lock none(String home) {
        return new Lock(FORMAT, home, List.of());
    }

    public Optional<Installed> find(String name, @Nullable String country) {
        return templates.stream().filter(each -> each.isAt(name, country)).findFirst();
    }

    /** All places where a template is installed. */
    public List<Installed> all(String name) {
        return templates.stream().filter(each -> each.name().equals(name)).toList();
    }

    Lock with(Installed installed) {
        List<Installed> all = new ArrayList<>(templates);
        all.removeIf(each -> each.isAt(installed.name(), installed.country()));
        all.add(installed);
        all.sort(Comparator.comparing(Installed::label));
        return new Lock(format, home, all);
    }

    /** Whether another template brought this file, too: metadata of a stand-in server can serve several tests. */
    boolean isOfAnother(Installed installed, String path) {
        return templates.stream()
                .filter(each -> !each.isAt(installed.name(), installed.country()))
                .anyMatch(each -> each.files().containsKey(path));
    }
}
