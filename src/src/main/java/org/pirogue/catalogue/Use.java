package org.pirogue.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Who has a template installed, as it told the catalogue.
 *
 * @param home name of the home
 * @param country where the template is a flow
 * @param since an instant, ISO 8601
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Use(String home, @Nullable String country, String version, String by, String since) {
    /** One home has a kamelet once, and a flow once for each country. */
    boolean sameUser(Use other) {
        return home.equals(other.home) && java.util.Objects.equals(country, other.country);
    }
}
