package org.pirogue.camel.dhis2.bulk;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Both forms of {@code Retry-After}: seconds, or one of the three dates of HTTP. Anything else says nothing; what lies in the
 * past says "now".
 */
final class RetryAfter {

    /** Of C's {@code asctime}, which the client's own parser does not take: it names no zone. */
    private static final DateTimeFormatter OLDEST = DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.US);

    private RetryAfter() {}

    static @Nullable Duration read(HttpResponse response) {
        String value = text(response, HttpHeaders.RETRY_AFTER);
        if (value == null) {
            return null;
        }
        if (value.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        Instant until = date(value);
        if (until == null) {
            return null;
        }
        Duration wait = Duration.between(now(response), until);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    /** By the server's clock, where it tells it: ours may go wrong. */
    private static Instant now(HttpResponse response) {
        String date = text(response, HttpHeaders.DATE);
        Instant told = date == null ? null : date(date);
        return told == null ? Instant.now() : told;
    }

    private static @Nullable Instant date(String value) {
        Instant standard = DateUtils.parseStandardDate(value);
        if (standard != null) {
            return standard;
        }
        try {
            return LocalDateTime.parse(value, OLDEST).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static @Nullable String text(HttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        // The oldest form fills the day of the month with a space.
        return header == null || header.getValue() == null
                ? null
                : header.getValue().strip().replaceAll(" +", " ");
    }
}
