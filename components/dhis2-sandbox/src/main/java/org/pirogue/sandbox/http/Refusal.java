package org.pirogue.sandbox.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.util.StatusCodes;
import org.jspecify.annotations.Nullable;

/** A call that DHIS2 refuses: status and either its JSON error body or Tomcat's page. */
public final class Refusal extends RuntimeException {
    private final int status;
    private final @Nullable String errorCode;
    private final boolean page;

    private Refusal(int status, @Nullable String errorCode, String message, boolean page) {
        super(message, null, false, false);
        this.status = status;
        this.errorCode = errorCode;
        this.page = page;
    }

    /** {@code {"httpStatus":…,"httpStatusCode":…,"status":"ERROR","message":…}} */
    public static Refusal of(int status, String message) {
        return new Refusal(status, null, message, false);
    }

    /** The same with an {@code errorCode}, such as {@code E1005}. */
    public static Refusal of(int status, String errorCode, String message) {
        return new Refusal(status, errorCode, message, false);
    }

    /** An error page in HTML, as Tomcat writes it. */
    public static Refusal page(int status, String message) {
        return new Refusal(status, null, message, true);
    }

    /** 404 E1005, as for an object by id. */
    public static Refusal notFound(String klass, String id) {
        return of(404, "E1005", klass + " with id " + id + " could not be found.");
    }

    /** 409 with an {@code errorCode}. */
    public static Refusal conflict(String errorCode, String message) {
        return of(409, errorCode, message);
    }

    public int status() {
        return status;
    }

    public boolean isPage() {
        return page;
    }

    public ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("httpStatus", StatusCodes.getReason(status))
                .put("httpStatusCode", status)
                .put("status", "ERROR")
                .put("message", getMessage());
        if (errorCode != null) {
            body.put("errorCode", errorCode);
        }
        return body;
    }

    public String html() {
        String reason = StatusCodes.getReason(status);
        return "<!doctype html><html lang=\"en\"><head><title>HTTP Status " + status + " – " + reason
                + "</title></head><body><h1>HTTP Status " + status + " – " + reason
                + "</h1><p><b>Type</b> Status Report</p><p><b>Message</b> "
                + getMessage()
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace("/", "&#47;")
                        .replace("'", "&#39;")
                + "</p></body></html>";
    }
}
