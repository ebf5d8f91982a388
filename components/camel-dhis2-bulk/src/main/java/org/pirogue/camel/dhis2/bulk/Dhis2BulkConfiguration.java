package org.pirogue.camel.dhis2.bulk;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;
import org.jspecify.annotations.Nullable;

/** The options of an endpoint; a query or import as message body takes their place. */
@UriParams
public class Dhis2BulkConfiguration {

    @UriPath(description = "What to do")
    @Metadata(required = true)
    private Dhis2BulkOperation operation = Dhis2BulkOperation.exportDataValues;

    @UriParam(description = "Name of a Dhis2Connection in the registry")
    @Metadata(required = true)
    private String connection = "";

    @UriParam(description = "Ids of data sets, separated by commas; for an import, the one data set of all values")
    private @Nullable String dataSet;

    @UriParam(label = "export", description = "Ids of organisation units, separated by commas")
    private @Nullable String orgUnit;

    @UriParam(label = "export", description = "ISO period ids, separated by commas")
    private @Nullable String period;

    @UriParam(label = "export", defaultValue = "false", description = "Whether the units below count too")
    private boolean children;

    @UriParam(label = "export", description = "First day, as yyyy-MM-dd; used with endDate instead of period")
    private @Nullable String startDate;

    @UriParam(label = "export", description = "Last day, as yyyy-MM-dd")
    private @Nullable String endDate;

    @UriParam(label = "export", description = "Only data values changed since; DHIS2 compares whole days")
    private @Nullable String lastUpdated;

    @UriParam(label = "export", defaultValue = "false", description = "Whether deleted records are shown")
    private boolean includeDeleted;

    @UriParam(label = "export", description = "Uid of the program of the tracked entities")
    private @Nullable String program;

    @UriParam(
            label = "export",
            defaultValue = "ACCESSIBLE",
            description =
                    "How orgUnit is meant for tracked entities: SELECTED, CHILDREN, DESCENDANTS, ACCESSIBLE, CAPTURE or ALL")
    private String orgUnitMode = "ACCESSIBLE";

    @UriParam(label = "export", description = "Only tracked entities changed after this date and time of the server")
    private @Nullable String updatedAfter;

    @UriParam(label = "export", description = "Field filter of tracked entities; whole records if absent")
    private @Nullable String fields;

    @UriParam(label = "export", defaultValue = "200", description = "Tracked entities a page, the bound of memory")
    private int pageSize = 200;

    @UriParam(
            label = "export",
            description = "Order of tracked entities; must be stable, the order of the server if absent")
    private @Nullable String order;

    @UriParam(label = "import", defaultValue = "false", description = "Whether an import is judged only")
    private boolean dryRun;

    @UriParam(
            label = "import",
            defaultValue = "true",
            description =
                    "Whether an import of data values takes culprits out and sends the innocents again until every record is accepted or refused")
    private boolean bisect = true;

    @UriParam(
            label = "advanced",
            prefix = "parameter.",
            multiValue = true,
            description = "Any further query parameter of DHIS2, such as parameter.orgUnitIdScheme=CODE")
    private Map<String, Object> parameters = new LinkedHashMap<>();

    /** The query that these options make. */
    DataValueQuery dataValueQuery() {
        return new DataValueQuery(
                list(dataSet),
                list(orgUnit),
                children,
                list(period),
                startDate,
                endDate,
                lastUpdated,
                includeDeleted,
                further());
    }

    /** The query that these options make. */
    TrackedEntityQuery trackedEntityQuery() {
        return new TrackedEntityQuery(
                program == null ? "" : program,
                list(orgUnit),
                orgUnitMode,
                updatedAfter,
                includeDeleted,
                fields == null ? TrackedEntityQuery.WHOLE : fields,
                pageSize,
                order == null ? "" : order,
                further());
    }

    /** The import of these values that these options make. */
    DataValueImport dataValueImport(List<DataValue> values) {
        return new DataValueImport(dataSet, values, dryRun, further());
    }

    /** The parameters of a tracker import. */
    Map<String, String> trackerParameters() {
        Map<String, String> all = new TreeMap<>(further());
        if (dryRun) {
            all.put("importMode", "VALIDATE");
        }
        return all;
    }

    private Map<String, String> further() {
        Map<String, String> further = new TreeMap<>();
        parameters.forEach((name, value) -> further.put(name, String.valueOf(value)));
        return further;
    }

    private static List<String> list(@Nullable String commaSeparated) {
        return commaSeparated == null
                ? List.of()
                : Arrays.stream(commaSeparated.split(","))
                        .map(String::strip)
                        .filter(id -> !id.isEmpty())
                        .toList();
    }

    /** What to do. */
    public Dhis2BulkOperation getOperation() {
        return operation;
    }

    /** What to do. */
    public void setOperation(Dhis2BulkOperation operation) {
        this.operation = operation;
    }

    /** Name of a Dhis2Connection in the registry. */
    public String getConnection() {
        return connection;
    }

    /** Name of a Dhis2Connection in the registry. */
    public void setConnection(String connection) {
        this.connection = connection;
    }

    /** Ids of data sets, separated by commas; for an import, the one data set of all values. */
    public @Nullable String getDataSet() {
        return dataSet;
    }

    /** Ids of data sets, separated by commas; for an import, the one data set of all values. */
    public void setDataSet(@Nullable String dataSet) {
        this.dataSet = dataSet;
    }

    /** Ids of organisation units, separated by commas. */
    public @Nullable String getOrgUnit() {
        return orgUnit;
    }

    /** Ids of organisation units, separated by commas. */
    public void setOrgUnit(@Nullable String orgUnit) {
        this.orgUnit = orgUnit;
    }

    /** ISO period ids, separated by commas. */
    public @Nullable String getPeriod() {
        return period;
    }

    /** ISO period ids, separated by commas. */
    public void setPeriod(@Nullable String period) {
        this.period = period;
    }

    /** Whether the units below count too. */
    public boolean isChildren() {
        return children;
    }

    /** Whether the units below count too. */
    public void setChildren(boolean children) {
        this.children = children;
    }

    /** First day, as yyyy-MM-dd; used with endDate instead of period. */
    public @Nullable String getStartDate() {
        return startDate;
    }

    /** First day, as yyyy-MM-dd; used with endDate instead of period. */
    public void setStartDate(@Nullable String startDate) {
        this.startDate = startDate;
    }

    /** Last day, as yyyy-MM-dd. */
    public @Nullable String getEndDate() {
        return endDate;
    }

    /** Last day, as yyyy-MM-dd. */
    public void setEndDate(@Nullable String endDate) {
        this.endDate = endDate;
    }

    /** Only data values changed since; DHIS2 compares whole days. */
    public @Nullable String getLastUpdated() {
        return lastUpdated;
    }

    /** Only data values changed since; DHIS2 compares whole days. */
    public void setLastUpdated(@Nullable String lastUpdated) {
        this.lastUpdated = lastUpdated;
    }

    /** Whether deleted records are shown. */
    public boolean isIncludeDeleted() {
        return includeDeleted;
    }

    /** Whether deleted records are shown. */
    public void setIncludeDeleted(boolean includeDeleted) {
        this.includeDeleted = includeDeleted;
    }

    /** Uid of the program of the tracked entities. */
    public @Nullable String getProgram() {
        return program;
    }

    /** Uid of the program of the tracked entities. */
    public void setProgram(@Nullable String program) {
        this.program = program;
    }

    /** How orgUnit is meant for tracked entities: SELECTED, CHILDREN, DESCENDANTS, ACCESSIBLE, CAPTURE or ALL. */
    public String getOrgUnitMode() {
        return orgUnitMode;
    }

    /** How orgUnit is meant for tracked entities: SELECTED, CHILDREN, DESCENDANTS, ACCESSIBLE, CAPTURE or ALL. */
    public void setOrgUnitMode(String orgUnitMode) {
        this.orgUnitMode = orgUnitMode;
    }

    /** Only tracked entities changed after this date and time of the server. */
    public @Nullable String getUpdatedAfter() {
        return updatedAfter;
    }

    /** Only tracked entities changed after this date and time of the server. */
    public void setUpdatedAfter(@Nullable String updatedAfter) {
        this.updatedAfter = updatedAfter;
    }

    /** Field filter of tracked entities; whole records if absent. */
    public @Nullable String getFields() {
        return fields;
    }

    /** Field filter of tracked entities; whole records if absent. */
    public void setFields(@Nullable String fields) {
        this.fields = fields;
    }

    /** Tracked entities a page, the bound of memory. */
    public int getPageSize() {
        return pageSize;
    }

    /** Tracked entities a page, the bound of memory. */
    public void setPageSize(int pageSize) {
        this.pageSize = pageSize;
    }

    /** Order of tracked entities; must be stable, the order of the server if absent. */
    public @Nullable String getOrder() {
        return order;
    }

    /** Order of tracked entities; must be stable, the order of the server if absent. */
    public void setOrder(@Nullable String order) {
        this.order = order;
    }

    /** Whether an import is judged only. */
    public boolean isDryRun() {
        return dryRun;
    }

    /** Whether an import is judged only. */
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    /** Whether an import of data values takes culprits out and sends the innocents again until every record is accepted or refused. */
    public boolean isBisect() {
        return bisect;
    }

    /** Whether an import of data values takes culprits out and sends the innocents again until every record is accepted or refused. */
    public void setBisect(boolean bisect) {
        this.bisect = bisect;
    }

    /** Any further query parameter of DHIS2. */
    public Map<String, Object> getParameters() {
        return parameters;
    }

    /** Any further query parameter of DHIS2. */
    public void setParameters(Map<String, Object> parameters) {
        this.parameters = parameters;
    }
}
