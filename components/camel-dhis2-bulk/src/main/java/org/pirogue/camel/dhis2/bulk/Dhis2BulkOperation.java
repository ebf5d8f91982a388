package org.pirogue.camel.dhis2.bulk;

/** What an endpoint does; the names are those of the URI. */
public enum Dhis2BulkOperation {
    /** Body: {@link DataValueQuery} or nothing; becomes {@link DataValues}. */
    exportDataValues,
    /** Body: {@link AnalyticsQuery}; becomes {@link DataValues}. */
    exportAnalytics,
    /** Body: {@link TrackedEntityQuery} or nothing; becomes {@link TrackedEntities}. */
    exportTrackedEntities,
    /** Body: {@link DataValueImport} or a collection of {@link DataValue}; becomes {@link Verdict}. */
    importDataValues,
    /** Body: a list of {@link Registration}; becomes {@link Verdict}. */
    importRegistrations,
    /** Body: a tracker payload as Jackson object, Map or JSON text; becomes {@link TrackerVerdict}. */
    importTracker,
    /** Body: {@link MetadataImport}; becomes {@link MetadataVerdict}. */
    importMetadata
}
