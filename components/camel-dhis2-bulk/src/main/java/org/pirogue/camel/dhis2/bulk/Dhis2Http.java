package org.pirogue.camel.dhis2.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.IOCallback;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;

/** HTTP to one server: no redirects, no retries, and for every write the knowledge whether anything was sent. */
final class Dhis2Http implements Closeable {

    private static final String SENT = "dhis2-bulk.sent";
    private static final int MAX_ERROR_BYTES = 1 << 16;

    private final Dhis2Connection connection;
    private final CloseableHttpClient client;

    Dhis2Http(Dhis2Connection connection) {
        this.connection = connection;
        this.client = build(connection);
    }

    private static CloseableHttpClient build(Dhis2Connection connection) {
        // A connection that the server has closed meanwhile would turn a write into an unknown outcome: look first.
        ConnectionConfig connections = ConnectionConfig.custom()
                .setConnectTimeout(timeout(connection.connectTimeout()))
                .setSocketTimeout(timeout(connection.responseTimeout()))
                .setValidateAfterInactivity(TimeValue.ofMilliseconds(200))
                .build();
        HttpClientBuilder builder = HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(connection.maxConnections())
                        .setMaxConnPerRoute(connection.maxConnections())
                        .setDefaultConnectionConfig(connections)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout(connection.responseTimeout()))
                        .setResponseTimeout(timeout(connection.responseTimeout()))
                        .build())
                .setRequestExecutor(new Executor(timeout(connection.socketTimeout())))
                .setUserAgent("camel-dhis2-bulk")
                .disableAutomaticRetries()
                .disableAuthCaching()
                .disableRedirectHandling();
        Dhis2Credentials credentials = connection.credentials();
        boolean session = connection.reuseSession() && credentials != null && credentials.session();
        return (session ? builder : builder.disableCookieManagement()).build();
    }

    private static Timeout timeout(java.time.Duration duration) {
        return Timeout.of(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    Dhis2Connection connection() {
        return connection;
    }

    /** {@code base/api/path?parameters}; a parameter with several values is repeated. */
    URI uri(String path, Map<String, List<String>> parameters) {
        StringBuilder uri = new StringBuilder(connection.baseUrl() + "/api/" + path);
        char separator = '?';
        for (var parameter : parameters.entrySet()) {
            for (String value : parameter.getValue()) {
                uri.append(separator)
                        .append(encode(parameter.getKey()))
                        .append('=')
                        .append(encode(value));
                separator = '&';
            }
        }
        return URI.create(uri.toString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2C", ",")
                .replace("%3A", ":");
    }

    /** A call as the connection's gate lets it through and hears of it. */
    <T> T guarded(Dhis2CallGate.Asked asked, Supplier<T> sending) {
        Dhis2CallGate.Call call = connection.gate().enter(asked);
        T answer;
        try {
            answer = sending.get();
        } catch (Dhis2Exception e) {
            call.failed(e);
            throw e;
        } catch (RuntimeException e) {
            call.failed(new Dhis2Exception(
                    asked.write() ? Kind.OUTCOME_UNKNOWN : Kind.UNEXPECTED_ANSWER,
                    connection.name() + ": " + e.getClass().getSimpleName()));
            throw e;
        }
        call.answered();
        return answer;
    }

    /** A successful answer whose body is still to be read. The caller closes it. */
    Answer get(URI uri) {
        return guarded(Dhis2CallGate.Asked.READ, () -> open(uri));
    }

    private Answer open(URI uri) {
        HttpGet request = new HttpGet(uri);
        Faults faults = new Faults(connection, "GET", uri.getPath());
        HttpClientContext context = HttpClientContext.create();
        ClassicHttpResponse response;
        try {
            response = open(request, context);
        } catch (IOException e) {
            throw sent(context) ? faults.noAnswer(e) : faults.notSent(e);
        }
        if (response.getCode() / 100 == 2) {
            return new Answer(response, faults);
        }
        try (response) {
            throw faults.ofStatus(response, errorBody(response));
        } catch (IOException e) {
            throw faults.brokenBody(e, response.getCode());
        }
    }

    private static @Nullable JsonNode errorBody(ClassicHttpResponse response) {
        HttpEntity entity = response.getEntity();
        try (InputStream body = entity == null ? InputStream.nullInputStream() : entity.getContent()) {
            return Json.tree(body.readNBytes(MAX_ERROR_BYTES));
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * Posts JSON and reads the answer whole, whatever its status.
     *
     * @throws Dhis2Exception UNREACHABLE or TIMEOUT if nothing was sent, OUTCOME_UNKNOWN if something was and the answer
     *     cannot be read to its end
     */
    Reply post(URI uri, IOCallback<OutputStream> body) {
        HttpPost request = new HttpPost(uri);
        String encoding = connection.gzipRequests() ? "gzip" : null;
        request.setEntity(new EntityTemplate(-1, ContentType.APPLICATION_JSON, encoding, out -> {
            if (encoding == null) {
                body.execute(out);
            } else {
                Json.gzipped(out, body);
            }
        }));
        Faults faults = new Faults(connection, "POST", uri.getPath());
        HttpClientContext context = HttpClientContext.create();
        try (ClassicHttpResponse response = open(request, context)) {
            return new Reply(response, whole(response, faults), faults);
        } catch (IOException e) {
            throw sent(context)
                    ? faults.of(
                            Kind.OUTCOME_UNKNOWN,
                            "sent, and no verdict came (" + e.getClass().getSimpleName() + ")")
                    : faults.notSent(e);
        }
    }

    private byte[] whole(ClassicHttpResponse response, Faults faults) {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new byte[0];
        }
        try (InputStream body = Json.bounded(entity.getContent(), connection.maxAnswerBytes())) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw faults.of(
                    Kind.OUTCOME_UNKNOWN,
                    response.getCode(),
                    "the verdict broke off (" + e.getClass().getSimpleName() + ")");
        }
    }

    private ClassicHttpResponse open(HttpUriRequestBase request, HttpClientContext context) throws IOException {
        request.setHeader(HttpHeaders.ACCEPT, ContentType.APPLICATION_JSON.getMimeType());
        Dhis2Credentials credentials = connection.credentials();
        if (credentials != null) {
            request.setHeader(HttpHeaders.AUTHORIZATION, credentials.authorization());
        }
        return client.executeOpen(null, request, context);
    }

    private static boolean sent(HttpClientContext context) {
        return Boolean.TRUE.equals(context.getAttribute(SENT));
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A successful answer, open. */
    record Answer(ClassicHttpResponse response, Faults faults) implements Closeable {

        InputStream body() throws IOException {
            HttpEntity entity = response.getEntity();
            return entity == null ? InputStream.nullInputStream() : entity.getContent();
        }

        int status() {
            return response.getCode();
        }

        @Override
        public void close() {
            try {
                response.close();
            } catch (IOException e) {
                // The rest of a body that nobody wants; the connection is dropped.
            }
        }
    }

    /** An answer read to its end. */
    record Reply(ClassicHttpResponse response, byte[] body, Faults faults) {

        int status() {
            return response.getCode();
        }
    }

    /** Notes that sending began, and waits for the body by another time than for the head. */
    private static final class Executor extends HttpRequestExecutor {

        private final Timeout betweenPackets;

        Executor(Timeout betweenPackets) {
            this.betweenPackets = betweenPackets;
        }

        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                @Nullable HttpResponseInformationCallback informationCallback,
                HttpContext context)
                throws IOException, HttpException {
            context.setAttribute(SENT, Boolean.TRUE);
            ClassicHttpResponse response = super.execute(request, connection, informationCallback, context);
            connection.setSocketTimeout(betweenPackets);
            return response;
        }
    }
}
