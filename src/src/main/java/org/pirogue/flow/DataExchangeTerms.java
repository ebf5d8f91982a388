package org.pirogue.flow;

/**
 * The parameters of {@code dhis2-data-exchange-source} that say what is read.
 *
 * @param dataExchange code or UID
 * @param request name of one of its requests; empty for all of them
 */
record DataExchangeTerms(String connection, String dataExchange, String request) {
    static final String KAMELET = "dhis2-data-exchange-source";

    static DataExchangeTerms of(Flow.Step step) {
        return new DataExchangeTerms(
                step.parameter("connection"),
                step.parameter("dataExchange"),
                step.parameters().getOrDefault("request", ""));
    }
}
