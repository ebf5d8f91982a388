package org.pirogue.sandbox.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.PathTemplateMatch;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import org.pirogue.sandbox.metadata.User;

/** One request and its reply. Everything that is sent goes through {@link #stream}. */
public final class Call {
    public static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServerExchange exchange;
    private final User user;
    private final UnaryOperator<OutputStream> shape;

    Call(HttpServerExchange exchange, User user, UnaryOperator<OutputStream> shape) {
        this.exchange = exchange;
        this.user = user;
        this.shape = shape;
    }

    public String method() {
        return exchange.getRequestMethod().toString();
    }

    /** Without the version prefix: {@code /api/me} for {@code /api/43/me}. */
    public String path() {
        return exchange.getRelativePath();
    }

    /** {@code http://host:port} as the client wrote it. */
    public String base() {
        return exchange.getRequestScheme() + "://" + exchange.getHostAndPort();
    }

    /** Who calls; {@link User#NOBODY} on the few addresses that need no sign-in. */
    public User user() {
        return user;
    }

    /** A part of the path that the route's template names. */
    public String pathValue(String name) {
        return exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY)
                .getParameters()
                .get(name);
    }

    public Set<String> parameterNames() {
        return exchange.getQueryParameters().keySet();
    }

    /** The query as it was sent, still encoded; empty where there is none. */
    public String queryString() {
        return exchange.getQueryString();
    }

    /** The first value of a parameter. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(exchange.getQueryParameters().get(name)).map(Deque::peekFirst);
    }

    public String query(String name, String otherwise) {
        return query(name).orElse(otherwise);
    }

    /** All values of a parameter, in the order of the query. */
    public List<String> queries(String name) {
        Deque<String> values = exchange.getQueryParameters().get(name);
        return values == null ? List.of() : List.copyOf(values);
    }

    /** All values of a parameter, each split at its commas. */
    public List<String> commaSeparated(String name) {
        return queries(name).stream()
                .flatMap(value -> List.of(value.split("[,;]")).stream())
                .filter(value -> !value.isEmpty())
                .toList();
    }

    public boolean flag(String name, boolean otherwise) {
        return query(name).map(Boolean::parseBoolean).orElse(otherwise);
    }

    /** A whole number; 400 when it is none. */
    public int number(String name, int otherwise) {
        return query(name).map(text -> whole(name, text)).orElse(otherwise);
    }

    private static int whole(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw Refusal.of(
                    400, "Value '" + text + "' is not valid for parameter " + name + ". It should be of type int");
        }
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    /** The body, unzipped where the request says gzip. */
    public InputStream body() throws IOException {
        InputStream raw = exchange.getInputStream();
        boolean zipped = header("Content-Encoding")
                .filter(encoding -> encoding.equalsIgnoreCase("gzip"))
                .isPresent();
        if (zipped) {
            return new GZIPInputStream(raw, 1 << 16);
        }
        return new BufferedInputStream(raw, 1 << 16);
    }

    /** The whole body as JSON; a missing node when it is empty. */
    public JsonNode json() throws IOException {
        return JSON.readTree(body());
    }

    public void setHeader(String name, String value) {
        exchange.getResponseHeaders().put(new HttpString(name), value);
    }

    public void json(int status, Object body) throws IOException {
        try {
            bytes(status, "application/json;charset=UTF-8", JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public void json(Object body) throws IOException {
        json(200, body);
    }

    public void text(int status, String contentType, String body) throws IOException {
        bytes(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(int status, String contentType, byte[] body) throws IOException {
        exchange.setResponseContentLength(body.length);
        try (OutputStream out = stream(status, contentType)) {
            out.write(body);
        }
    }

    /** A status without a body. */
    public void empty(int status) {
        shape.apply(OutputStream.nullOutputStream());
        exchange.setStatusCode(status);
        exchange.setResponseContentLength(0);
        exchange.endExchange();
    }

    /** Starts a reply of unknown length: what is written goes out at once, so memory stays flat. Close it. */
    public OutputStream stream(int status, String contentType) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
        return shape.apply(exchange.getOutputStream());
    }

    /** Starts a JSON reply of unknown length. Close it. */
    public JsonGenerator jsonStream(int status) throws IOException {
        return JSON.createGenerator(stream(status, "application/json;charset=UTF-8"));
    }
}
