package org.pirogue.camel.dhis2.bulk;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What differs between the versions of DHIS2, one row a version. 2.43 was seen on a real server; the others were read in
 * DHIS2's source and its release notes, and not seen running. Columns that no code asks for yet stand here for whoever needs
 * them: it is the one place.
 */
public enum Differences {
    /** Read, not seen. */
    V2_40(40, false, false, false, false, true),
    /** Read, not seen. */
    V2_41(41, true, false, false, false, true),
    /** Read, not seen. */
    V2_42(42, true, true, false, false, true),
    /** Seen: 2.43.1. Later patches of it take {@code lastUpdated} alone again. */
    V2_43(43, true, true, true, true, false);

    private static final Pattern VERSION = Pattern.compile("2\\.(\\d{1,3})\\b.*");
    private static final Pattern NEW_FORM = Pattern.compile("(\\d{2,3})(\\.\\d+)*\\b.*");

    private final int minor;
    private final boolean orgUnitsInPlural;
    private final boolean pagerNamesNextPage;
    private final boolean lastUpdatedWantsDates;
    private final boolean sinksGroups;
    private final boolean honoursSkipAudit;

    Differences(
            int minor,
            boolean orgUnitsInPlural,
            boolean pagerNamesNextPage,
            boolean lastUpdatedWantsDates,
            boolean sinksGroups,
            boolean honoursSkipAudit) {
        this.minor = minor;
        this.orgUnitsInPlural = orgUnitsInPlural;
        this.pagerNamesNextPage = pagerNamesNextPage;
        this.lastUpdatedWantsDates = lastUpdatedWantsDates;
        this.sinksGroups = sinksGroups;
        this.honoursSkipAudit = honoursSkipAudit;
    }

    /** The row of a version as {@code system/info} tells it; empty where there is none: then take the {@link #nearest}. */
    public static Optional<Differences> of(String version) {
        int told = minor(version);
        for (Differences row : values()) {
            if (row.minor == told) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    /** The oldest for older ones, the newest for newer ones and for what is no version. */
    public static Differences nearest(String version) {
        int told = minor(version);
        return of(version).orElse(told > 0 && told < V2_40.minor ? V2_40 : V2_43);
    }

    private static int minor(String version) {
        Matcher old = VERSION.matcher(version.strip());
        if (old.matches()) {
            return Integer.parseInt(old.group(1));
        }
        Matcher later = NEW_FORM.matcher(version.strip());
        return later.matches() ? Integer.parseInt(later.group(1)) : 0;
    }

    /** Tracker reads: {@code orgUnits=a,b&orgUnitMode=}; before: {@code orgUnit=a;b&ouMode=}. */
    public boolean orgUnitsInPlural() {
        return orgUnitsInPlural;
    }

    /** Tracker reads: {@code pager.nextPage} is there until the last page; before: the last page is the short one. */
    public boolean pagerNamesNextPage() {
        return pagerNamesNextPage;
    }

    /** Exports of data values: {@code lastUpdated} without dates or periods is refused. */
    public boolean lastUpdatedWantsDates() {
        return lastUpdatedWantsDates;
    }

    /** Imports of data values: one bad org unit, data element, option combo or period refuses all; before: bad rows only. */
    public boolean sinksGroups() {
        return sinksGroups;
    }

    /** Imports of data values: {@code skipAudit} has an effect. */
    public boolean honoursSkipAudit() {
        return honoursSkipAudit;
    }
}
