package org.pirogue.home;

/**
 * Looks at one part of the configuration before anything is started. A check is a bean; it needs neither the database
 * nor the broker, for those wait until all checks have passed.
 */
@FunctionalInterface
public interface StartupCheck {

    void check(StartupProblems problems);
}
