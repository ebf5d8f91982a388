package org.pirogue.console;

import org.jspecify.annotations.Nullable;
import org.pirogue.ledger.conflict.ForeignValue;

/** A value inside a flow's claim that the flow did not write, as the REST interface shows it. */
record ApiForeign(
        String dataSet,
        String orgUnit,
        String period,
        String attributeOptions,
        String dataElement,
        String categoryOptions,
        boolean overwritten,
        String value,
        @Nullable String storedBy,
        @Nullable String theirsAt,
        long run) {

    static ApiForeign of(ForeignValue value) {
        return new ApiForeign(
                value.key().dataSet(),
                value.key().orgUnit(),
                value.key().period(),
                value.key().attributeOptions(),
                value.cell().dataElement(),
                value.cell().categoryOptions(),
                value.overwritten(),
                value.value(),
                value.storedBy(),
                value.theirsAt(),
                value.run());
    }
}
