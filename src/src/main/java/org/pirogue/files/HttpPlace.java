package org.pirogue.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpHead;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.pirogue.prepare.Problems;
import org.pirogue.workspace.FileServer;

/** Files of a web server, each asked for by its name: a web server has no list of them. It is read only. */
public final class HttpPlace implements FilePlace, AutoCloseable {
    private static final int BEGINNING = 512;
    private static final int MOST_REDIRECTS = 5;

    private final String name;
    private final FileServer server;
    private final Clock clock;
    private final CloseableHttpClient client;

    /** @param name of the connection, for problems */
    public HttpPlace(String name, FileServer server, Clock clock) {
        this.name = name;
        this.server = server;
        this.clock = clock;
        this.client = client(server);
    }

    private static CloseableHttpClient client(FileServer server) {
        ConnectionConfig connections = ConnectionConfig.custom()
                .setConnectTimeout(timeout(server.connectTimeout()))
                .setSocketTimeout(timeout(server.readTimeout()))
                .build();
        return HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDefaultConnectionConfig(connections)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(timeout(server.responseTimeout()))
                        .setMaxRedirects(MOST_REDIRECTS)
                        .build())
                .setRedirectStrategy(new SameServer())
                .setUserAgent("pirogue")
                .disableAutomaticRetries()
                .disableAuthCaching()
                .disableCookieManagement()
                .build();
    }

    private static Timeout timeout(java.time.Duration duration) {
        return Timeout.ofMilliseconds(duration.toMillis());
    }

    /** Whether the server answers at all, and lets us in: there need be nothing at the address itself. */
    @Override
    public void look() {
        call(new HttpHead(URI.create(server.url())), answer -> {
            refused(answer, false);
            return true;
        });
    }

    @Override
    public List<Received> receive(Wanted wanted, Path into) {
        NamePattern pattern = new NamePattern(wanted.pattern());
        if (pattern.isWild()) {
            throw BadPlace.of(
                    "P679",
                    name,
                    wanted.pattern(),
                    "a web server does not say which files it has",
                    "write their names, separated by commas, without a star");
        }
        Taking taking = new Taking(name, wanted);
        taking.check(pattern.names());
        return taking.all(
                pattern.names(),
                into,
                (file, copy) -> call(new HttpGet(address(wanted.folder(), file)), answer -> {
                    if (isMissing(answer)) {
                        throw new Problems(List.of(taking.missing(file)));
                    }
                    refused(answer, true);
                    return copy(answer, file, copy, taking, wanted);
                }));
    }

    private URI address(String folder, String file) {
        String below = folder.isEmpty() ? file : folder + "/" + file;
        List<String> parts = Arrays.asList(below.split("/", -1));
        if (parts.stream().anyMatch(part -> part.isBlank() || part.equals(".") || part.equals(".."))) {
            throw BadPlace.of("P694", name, below, "it leads out of its place", "name a file below the address");
        }
        return URI.create(server.url().replaceAll("/+$", "") + "/"
                + parts.stream()
                        .map(part ->
                                URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                        .collect(Collectors.joining("/")));
    }

    private <T> T call(ClassicHttpRequest request, HttpClientResponseHandler<T> answered) {
        server.authorization().ifPresent(header -> request.setHeader(HttpHeaders.AUTHORIZATION, header));
        try {
            return client.execute(request, answered);
        } catch (SSLException untrusted) {
            throw BadPlace.of(
                    "P707",
                    name,
                    null,
                    "the server's certificate is not trusted, or it speaks no TLS that Java does",
                    "let who runs it give it a whole chain of a known authority");
        } catch (ClientProtocolException circle) {
            throw elsewhere();
        } catch (IOException broken) {
            throw away(
                    broken instanceof Taking.Cut ? "the answer broke off" : "the server does not answer",
                    "it is tried again; look whether it is up");
        }
    }

    private Problems away(String text, String hint) {
        return BadPlace.of("P700", name, null, text, hint);
    }

    private Problems elsewhere() {
        return BadPlace.of(
                "P704",
                name,
                null,
                "it leads on to another server, or in a circle",
                "write the address where the files are, or the sign-in that is needed");
    }

    private static boolean isMissing(ClassicHttpResponse answer) {
        return answer.getCode() == 404 || answer.getCode() == 410;
    }

    /** @param strict whether only a file will do */
    private void refused(ClassicHttpResponse answer, boolean strict) {
        int status = answer.getCode();
        if (status >= 300 && status < 400) {
            throw elsewhere();
        }
        if (status == 401 || status == 403 || status == 407) {
            throw BadPlace.of(
                    "P701", name, null, "the server refused the sign-in", "check its user, password or token");
        }
        if (status >= 500 || status == 429 || status == 408) {
            throw away("the server answers " + status, "it is tried again");
        }
        if (strict && status != 200) {
            throw BadPlace.of("P705", name, null, "the server answers " + status, "check the address and the names");
        }
    }

    private Received copy(ClassicHttpResponse answer, String file, Path copy, Taking taking, Wanted wanted)
            throws IOException {
        HttpEntity entity = answer.getEntity();
        if (entity == null) {
            throw away("the answer is empty", "it is tried again");
        }
        if (entity.getContentLength() > wanted.mostBytes()) {
            throw taking.tooLarge();
        }
        try (InputStream in = new BufferedInputStream(entity.getContent(), BEGINNING)) {
            if (isPage(entity.getContentType(), beginning(in))) {
                throw BadPlace.of(
                        "P704",
                        name,
                        file,
                        "a page came instead of '" + file + "': one to sign in at, or one that says what is wrong",
                        "check the sign-in and the address");
            }
            if (taking.copy(in, copy) == 0) {
                throw away("the answer is empty", "it is tried again");
            }
        }
        return new Received(file, copy, written(answer));
    }

    private static String beginning(InputStream in) throws IOException {
        in.mark(BEGINNING);
        try {
            String text = new String(in.readNBytes(BEGINNING), StandardCharsets.ISO_8859_1);
            in.reset();
            return text;
        } catch (IOException broken) {
            throw new Taking.Cut(broken);
        }
    }

    private static boolean isPage(@Nullable String type, String beginning) {
        String begins = beginning.replaceFirst("^[^<A-Za-z0-9]+", "").toLowerCase(Locale.ROOT);
        return (type != null && type.toLowerCase(Locale.ROOT).contains("html"))
                || begins.startsWith("<!doctype html")
                || begins.startsWith("<html");
    }

    /** One that does not say it was written now: of several such files the one named last is the newest. */
    private Instant written(ClassicHttpResponse answer) {
        return Optional.ofNullable(DateUtils.parseStandardDate(answer, HttpHeaders.LAST_MODIFIED))
                .orElseGet(() -> Instant.now(clock));
    }

    @Override
    public SteadyFile.Written write(String folder, String file, SteadyFile.Content content) {
        throw BadPlace.of("P678", name, null, "nothing is written by HTTP", "write to a folder, or by SFTP");
    }

    /** What a sender did wrong is in the rejects: a web server takes nothing back. */
    @Override
    public void giveBack(String folder, List<Returned> all) {}

    @Override
    public void close() throws IOException {
        client.close();
    }
}
