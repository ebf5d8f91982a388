package org.pirogue.pressure;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The hours of the day in which a connection may be written to; one that ends before it begins goes over midnight. */
record WriteWindow(LocalTime from, LocalTime to, ZoneId zone) {
    private static final Pattern FORM = Pattern.compile("(\\d{2}:\\d{2})-(\\d{2}:\\d{2})");

    /** @throws IllegalArgumentException when it is not of the form {@code 20:00-06:00}, or the zone is none */
    static WriteWindow read(String window, @Nullable String zone) {
        Matcher form = FORM.matcher(window.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + window + "' is not of the form 20:00-06:00");
        }
        try {
            WriteWindow read = new WriteWindow(
                    LocalTime.parse(form.group(1)),
                    LocalTime.parse(form.group(2)),
                    zone == null ? ZoneId.systemDefault() : ZoneId.of(zone));
            if (read.from().equals(read.to())) {
                throw new IllegalArgumentException("'" + window + "' begins when it ends");
            }
            return read;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + window + "' in zone '" + zone + "' is no time of day: "
                    + (zone == null ? "hours go to 23:59" : "is it a zone such as Africa/Bujumbura?"));
        }
    }

    boolean isOpen(Instant now) {
        LocalTime time = now.atZone(zone).toLocalTime();
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : !time.isBefore(from) || time.isBefore(to);
    }

    /** When it opens next, if it is closed now. */
    Instant opens(Instant now) {
        ZonedDateTime here = now.atZone(zone);
        ZonedDateTime today = here.with(from);
        return (today.isAfter(here) ? today : here.plusDays(1).with(from)).toInstant();
    }
}
