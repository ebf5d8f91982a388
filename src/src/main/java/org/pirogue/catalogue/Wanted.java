package org.pirogue.catalogue;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A version that is to stand in a home.
 *
 * @param place where the parcel came from, as a person called the catalogue
 * @param country where the template is a flow
 * @param workspace the flow's, as the country's configuration says
 * @param values parameters of a flow that are set now; those set before stay
 * @param before parameters of the version that is installed; none where nothing is
 * @param drop parameters that may go with an upgrade
 */
public record Wanted(
        Parcel parcel,
        String place,
        @Nullable String country,
        @Nullable String workspace,
        Map<String, String> values,
        @Nullable Map<String, Parameter> before,
        Set<String> drop) {

    public String name() {
        return parcel.release().name();
    }
}
