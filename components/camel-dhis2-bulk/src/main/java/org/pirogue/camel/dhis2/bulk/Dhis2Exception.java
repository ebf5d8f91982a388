package org.pirogue.camel.dhis2.bulk;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call to a DHIS2 server that ended without data or without a verdict.
 *
 * <p>The message names the kind, the connection, the path, the HTTP status and DHIS2's error code. It never holds a body, a
 * query string or a secret, and so may be logged. What DHIS2 said in words is kept apart in {@link #told()}, because DHIS2
 * repeats values in it.
 */
public final class Dhis2Exception extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong, by what a caller may do about it. */
    public enum Kind {
        /** The connection's own gate let no call through; nothing was sent. */
        HELD_BACK,
        /** No connection; nothing was sent. */
        UNREACHABLE,
        /** Credentials missing or refused, or the user may not do this: redirect to the sign-in page, bad token, 401, 403. */
        SIGN_IN,
        /** A redirect to somewhere other than the sign-in page: the base URL is wrong, or a proxy stands in between. */
        REDIRECT,
        /** DHIS2 understood the call and refused it as a whole (400, 405, 406, 409, 415, 422). */
        REFUSED,
        /** 404. */
        NOT_FOUND,
        /** A success status without a body. */
        EMPTY_ANSWER,
        /** The answer ended before its end. */
        TRUNCATED,
        /** The answer is not JSON, an HTML page for example. */
        NOT_JSON,
        /** JSON, but not of the shape that was asked for: an error object under 200, or a page that comes again and again. */
        UNEXPECTED_ANSWER,
        /** A success that leaves out a part of what was asked, without saying so. */
        PARTIAL_ANSWER,
        /** 413, or an answer above the bound of this client. */
        TOO_LARGE,
        /** 429; {@link #retryAfter()} tells how long to wait, if the server said so. */
        RATE_LIMITED,
        /** 5xx; for a write only where the server is known not to have taken it. */
        SERVER_ERROR,
        /** A read that got no answer, or no further packet, in time; or no free connection. */
        TIMEOUT,
        /** A write was sent, wholly or partly, and no verdict came back: it may or may not have been done. */
        OUTCOME_UNKNOWN,
        /** An environment variable or secret file that should hold a secret is missing, unreadable or empty. */
        SECRET_MISSING
    }

    private final Kind kind;
    private final int status;
    private final @Nullable String errorCode;
    private final @Nullable String told;
    private final @Nullable Duration retryAfter;

    Dhis2Exception(
            Kind kind,
            String message,
            int status,
            @Nullable String errorCode,
            @Nullable String told,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.status = status;
        this.errorCode = errorCode;
        this.told = told;
        this.retryAfter = retryAfter;
    }

    /** @param message without body, query string or secret */
    public Dhis2Exception(Kind kind, String message) {
        this(kind, message, 0, null, null, null, null);
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** HTTP status, or 0 if there was none. */
    public int status() {
        return status;
    }

    /** DHIS2's error code, such as {@code E2012}. */
    public Optional<String> errorCode() {
        return Optional.ofNullable(errorCode);
    }

    /** DHIS2's own words, at most 500 characters. They may repeat values that were sent: for a person's eyes, not for a log. */
    public Optional<String> told() {
        return Optional.ofNullable(told);
    }

    /** How long the server asked to wait ({@code Retry-After}). */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
