package org.pirogue.sandbox.values;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.http.Call;
import org.pirogue.sandbox.http.Refusal;

/** The parameters of an import. */
record ImportOptions(
        IdScheme.Set schemes,
        boolean atomic,
        boolean dryRun,
        boolean async,
        boolean force,
        String strategy,
        @Nullable String dataSet) {

    static ImportOptions of(Call call) {
        String strategy = call.query("importStrategy", "CREATE_AND_UPDATE").toUpperCase(java.util.Locale.ROOT);
        if (!java.util.Set.of("CREATE_AND_UPDATE", "CREATE", "UPDATE", "DELETE", "NEW_AND_UPDATES", "NEW", "UPDATES")
                .contains(strategy)) {
            throw Refusal.of(
                    400,
                    "Value '" + strategy
                            + "' is not valid for parameter importStrategy. Valid values are: [CREATE, UPDATE, CREATE_AND_UPDATE, DELETE, SYNC, NEW_AND_UPDATES, NEW, UPDATES]");
        }
        return new ImportOptions(
                IdScheme.Set.of(call),
                call.flag("atomic", false),
                call.flag("dryRun", false),
                call.flag("async", false),
                call.flag("force", false),
                strategy,
                call.query("dataSet").orElse(null));
    }

    boolean deletes() {
        return strategy.equals("DELETE");
    }

    /** As summaries repeat them. */
    ObjectNode json() {
        ObjectNode json = Call.JSON.createObjectNode();
        json.set("idSchemes", schemes.json());
        json.put("atomic", atomic)
                .put("dryRun", dryRun)
                .put("async", async)
                .put("importStrategy", strategy)
                .put("mergeMode", "REPLACE")
                .put("reportMode", "FULL");
        for (String flag : new String[] {
            "skipExistingCheck",
            "sharing",
            "skipNotifications",
            "skipAudit",
            "datasetAllowsPeriods",
            "strictPeriods",
            "strictDataElements",
            "strictCategoryOptionCombos",
            "strictAttributeOptionCombos",
            "strictOrganisationUnits",
            "strictDataSetApproval",
            "strictDataSetLocking",
            "strictDataSetInputPeriods",
            "requireCategoryOptionCombo",
            "requireAttributeOptionCombo",
            "skipPatternValidation",
            "ignoreEmptyCollection"
        }) {
            json.put(flag, false);
        }
        json.put("force", force)
                .put("firstRowIsHeader", true)
                .put("skipLastUpdated", false)
                .put("mergeDataValues", false)
                .put("skipCache", false);
        if (dataSet != null) {
            json.put("dataSet", dataSet);
        }
        return json;
    }
}
