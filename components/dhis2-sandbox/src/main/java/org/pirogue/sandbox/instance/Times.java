package org.pirogue.sandbox.instance;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** DHIS2's three ways to write a time; the server's zone is UTC. */
public final class Times {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter OFFSET =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);

    private Times() {}

    /** {@code 2026-11-22T12:06:36.027}, as metadata, tracker and notifications have it. */
    public static String local(Instant time) {
        return LOCAL.format(time);
    }

    /** {@code 2026-11-22T12:06:36.027+0000}, as data values have it. */
    public static String offset(Instant time) {
        return OFFSET.format(time);
    }

    /** Reads a date, a local time (UTC) or a time with an offset ({@code Z}, {@code +00:00}, {@code +0000}). */
    public static Optional<Instant> parse(String text) {
        try {
            if (text.length() == 10) {
                return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            if (text.endsWith("Z") || text.matches(".*T.*[+-]\\d\\d:\\d\\d")) {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            }
            if (text.matches(".*T.*[+-]\\d{4}")) {
                int colon = text.length() - 2;
                return Optional.of(OffsetDateTime.parse(text.substring(0, colon) + ":" + text.substring(colon))
                        .toInstant());
            }
            return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
