package org.pirogue.camel.dhis2.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.zip.ZipException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.jspecify.annotations.Nullable;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;

/** Turns what HTTP and the network say into exceptions whose messages hold connection, method, path and status only. */
final class Faults {

    private static final int MAX_TOLD = 500;

    private final String where;

    Faults(Dhis2Connection connection, String method, String path) {
        this.where = connection.name() + ": " + method + " " + path;
    }

    Dhis2Exception of(Kind kind, String what) {
        return new Dhis2Exception(kind, where + ": " + what);
    }

    Dhis2Exception of(Kind kind, int status, String what) {
        return new Dhis2Exception(kind, where + ": " + what, status, null, null, null, null);
    }

    /** A status that is not a success. {@code body} may be anything, or null if it could not be read. */
    Dhis2Exception ofStatus(HttpResponse response, @Nullable JsonNode body) {
        int status = response.getCode();
        String errorCode = text(body, "errorCode");
        String message = where + ": " + meaning(response) + (errorCode == null ? "" : ", " + errorCode);
        String told = text(body, "message");
        return new Dhis2Exception(
                kind(response), message, status, errorCode, cut(told), RetryAfter.read(response), null);
    }

    /** Nothing of the request was sent. */
    Dhis2Exception notSent(IOException e) {
        if (e instanceof ConnectionRequestTimeoutException) {
            return of(Kind.TIMEOUT, "no free connection");
        }
        String what = e instanceof ConnectTimeoutException ? "no connection in time" : "no connection";
        return of(Kind.UNREACHABLE, what + " (" + e.getClass().getSimpleName() + ")");
    }

    /** The request was sent, at least in part, and the head of the answer did not come: for a read. */
    Dhis2Exception noAnswer(IOException e) {
        if (e instanceof SocketTimeoutException) {
            return of(Kind.TIMEOUT, "no answer in time");
        }
        return of(
                Kind.TRUNCATED,
                "connection lost before the answer (" + e.getClass().getSimpleName() + ")");
    }

    /** The body of an answer could not be read to its end: for a read. */
    Dhis2Exception brokenBody(IOException e, int status) {
        if (e instanceof SocketTimeoutException) {
            return of(Kind.TIMEOUT, status, "the answer stopped coming");
        }
        if (e instanceof AnswerTooLarge) {
            return of(Kind.TOO_LARGE, status, "answer larger than this client takes");
        }
        if (brokeOff(e)) {
            return of(Kind.TRUNCATED, status, "the answer broke off");
        }
        String what = e instanceof JsonProcessingException ? "the answer is not JSON" : "the answer cannot be read";
        return of(Kind.NOT_JSON, status, what);
    }

    private static boolean brokeOff(IOException e) {
        return e instanceof JsonEOFException
                || e instanceof EOFException
                || e instanceof ConnectionClosedException
                || e instanceof MalformedChunkCodingException
                || e instanceof SocketException
                || e instanceof ZipException;
    }

    private static Kind kind(HttpResponse response) {
        int status = response.getCode();
        if (status >= 300 && status < 400) {
            return toSignIn(response) ? Kind.SIGN_IN : Kind.REDIRECT;
        }
        return switch (status) {
            case 401, 403 -> Kind.SIGN_IN;
            case 400 -> badToken(response) ? Kind.SIGN_IN : Kind.REFUSED;
            case 404 -> Kind.NOT_FOUND;
            case 413 -> Kind.TOO_LARGE;
            case 408 -> Kind.TIMEOUT;
            case 429 -> Kind.RATE_LIMITED;
            default -> status >= 500 ? Kind.SERVER_ERROR : Kind.REFUSED;
        };
    }

    private static String meaning(HttpResponse response) {
        String status = "status " + response.getCode();
        return switch (kind(response)) {
            case SIGN_IN -> "sign-in refused or credentials missing, " + status;
            case REDIRECT -> "redirected, is the base URL right? " + status;
            case RATE_LIMITED -> "too many calls, " + status;
            default -> status;
        };
    }

    private static boolean toSignIn(HttpResponse response) {
        Header location = response.getFirstHeader(HttpHeaders.LOCATION);
        if (location == null || location.getValue() == null) {
            return false;
        }
        try {
            String path = URI.create(location.getValue()).getPath();
            return path != null && path.toLowerCase(java.util.Locale.ROOT).contains("login");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A bad token is a 400 that names the scheme of tokens. */
    private static boolean badToken(HttpResponse response) {
        Header scheme = response.getFirstHeader(HttpHeaders.WWW_AUTHENTICATE);
        return scheme != null && scheme.getValue() != null && scheme.getValue().startsWith("ApiToken");
    }

    static @Nullable String text(@Nullable JsonNode node, String field) {
        JsonNode value = node == null ? null : node.get(field);
        return value != null && value.isTextual() ? value.textValue() : null;
    }

    private static @Nullable String cut(@Nullable String told) {
        return told == null || told.length() <= MAX_TOLD ? told : told.substring(0, MAX_TOLD);
    }

    /** The bound of an answer held in memory was passed. */
    static final class AnswerTooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
