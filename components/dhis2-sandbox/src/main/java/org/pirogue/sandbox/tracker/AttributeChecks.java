package org.pirogue.sandbox.tracker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Attribute values: known, of their type, from their options, unique where they must be. */
final class AttributeChecks {
    private final Bundle bundle;
    /** Unique values that this payload brings itself. */
    private final Map<String, String> brought = new HashMap<>();

    AttributeChecks(Bundle bundle) {
        this.bundle = bundle;
    }

    void check(Given given, String trackedEntity, List<Given.GivenValue> attributes) {
        for (Given.GivenValue attribute : attributes) {
            Optional<TrackerModel.Field> field =
                    bundle.model.attribute(attribute.id().uid());
            if (field.isEmpty()) {
                bundle.problems.add(
                        "E1006", given, "Attribute: `" + attribute.id().shown() + "`, does not exist.", attribute.id());
            } else if (attribute.value() != null && !attribute.value().isEmpty()) {
                value(given, trackedEntity, field.get(), attribute.value());
            }
        }
    }

    private void value(Given given, String trackedEntity, TrackerModel.Field field, String value) {
        if (!ValueTypes.fits(field.valueType(), value)) {
            String error = "Value type is " + field.valueType() + " but the value `" + value + "` is not.";
            bundle.problems.add(
                    "E1007",
                    given,
                    "Error validating attribute value type: `" + field.valueType() + "`; Error: `" + error + "`.",
                    field.valueType(),
                    error);
        }
        if (field.optionSet() != null
                && !bundle.model.options(field.optionSet()).contains(value)) {
            bundle.problems.add("E1125", given, noOption(value, field.optionSet()), value, field.optionSet());
        }
        if (field.unique() && isTaken(trackedEntity, field.id(), value)) {
            bundle.problems.add(
                    "E1064",
                    given,
                    "Non-unique attribute value `" + value + "` for attribute `" + field.id() + "`.",
                    value,
                    field.id());
        }
    }

    private boolean isTaken(String trackedEntity, String attribute, String value) {
        String other = brought.putIfAbsent(attribute + "/" + value, trackedEntity);
        Optional<String> holder = bundle.store.holder(attribute, value);
        return other != null && !other.equals(trackedEntity)
                || holder.isPresent() && !holder.get().equals(trackedEntity);
    }

    static String noOption(String value, String optionSet) {
        return "Value `" + value + "` is not a valid option code in OptionSet `" + optionSet + "`.";
    }
}
