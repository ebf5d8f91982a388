package org.pirogue.country.deploy;

import java.util.Map;

/**
 * A version with the settings file that belongs to it.
 *
 * @param config every key of the settings file with its value
 */
record Candidate(Deployment deployment, Map<String, Object> config) {}
