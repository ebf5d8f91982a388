package org.pirogue.camel.dhis2.bulk;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to reach one DHIS2 server: put it into the Camel registry under a name and give that name as {@code connection}.
 * Two connections are equal only if they are the same object; each has its own pool.
 */
public final class Dhis2Connection {

    private final String name;
    private final URI baseUrl;
    private final @Nullable Dhis2Credentials credentials;
    private final Duration connectTimeout;
    private final Duration responseTimeout;
    private final Duration socketTimeout;
    private final int maxConnections;
    private final boolean gzipRequests;
    private final boolean reuseSession;
    private final long maxAnswerBytes;
    private final Dhis2CallGate gate;
    private final @Nullable String version;

    private Dhis2Connection(Builder builder) {
        this.name = builder.name;
        this.baseUrl = builder.baseUrl;
        this.credentials = builder.credentials;
        this.connectTimeout = builder.connectTimeout;
        this.responseTimeout = builder.responseTimeout;
        this.socketTimeout = builder.socketTimeout;
        this.maxConnections = builder.maxConnections;
        this.gzipRequests = builder.gzipRequests;
        this.reuseSession = builder.reuseSession;
        this.maxAnswerBytes = builder.maxAnswerBytes;
        this.gate = builder.gate;
        this.version = builder.version;
    }

    /**
     * @param name as it appears in messages
     * @param baseUrl the address that users type, without {@code /api}, http or https, no user in it
     * @throws IllegalArgumentException if the address is not of that form
     */
    public static Builder builder(String name, String baseUrl) {
        return new Builder(name, checked(baseUrl));
    }

    private static URI checked(String baseUrl) {
        URI uri = URI.create(baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl);
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "base URL must be http(s)://host[:port][/path] without user or query, see the connection's url");
        }
        return uri;
    }

    /** As it appears in messages. */
    public String name() {
        return name;
    }

    /** Without a slash at its end. */
    public URI baseUrl() {
        return baseUrl;
    }

    @Nullable
    Dhis2Credentials credentials() {
        return credentials;
    }

    /** To open a connection. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** From the end of a request to the head of its answer: an import or an export can take minutes. */
    public Duration responseTimeout() {
        return responseTimeout;
    }

    /** Between two packets of an answer. */
    public Duration socketTimeout() {
        return socketTimeout;
    }

    /** At the same time. */
    public int maxConnections() {
        return maxConnections;
    }

    /** Whether bodies are sent with gzip. */
    public boolean gzipRequests() {
        return gzipRequests;
    }

    /** Whether the session cookie of a user and password is sent again. */
    public boolean reuseSession() {
        return reuseSession;
    }

    /** Bound of an answer that is held in memory (a verdict, a page); a stream of data values has no bound. */
    public long maxAnswerBytes() {
        return maxAnswerBytes;
    }

    /** Version of the server, null where it is to be asked. */
    @Nullable
    String version() {
        return version;
    }

    /** What stands before every call. */
    Dhis2CallGate gate() {
        return gate;
    }

    @Override
    public String toString() {
        return "Dhis2Connection[" + name + ", " + baseUrl + ", " + (credentials == null ? "anonymous" : credentials)
                + "]";
    }

    /** Builds a connection; everything but name and address has a default. */
    public static final class Builder {

        private final String name;
        private final URI baseUrl;
        private @Nullable Dhis2Credentials credentials;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration responseTimeout = Duration.ofMinutes(5);
        private Duration socketTimeout = Duration.ofMinutes(1);
        private int maxConnections = 8;
        private boolean gzipRequests = true;
        private boolean reuseSession = true;
        private long maxAnswerBytes = 64L << 20;
        private Dhis2CallGate gate = Dhis2CallGate.OPEN;
        private @Nullable String version;

        private Builder(String name, URI baseUrl) {
            this.name = Objects.requireNonNull(name);
            this.baseUrl = baseUrl;
        }

        /** Default: none, which DHIS2 answers with a redirect to its sign-in page. */
        public Builder credentials(Dhis2Credentials credentials) {
            this.credentials = credentials;
            return this;
        }

        /** Default 10 s. */
        public Builder connectTimeout(Duration connectTimeout) {
            this.connectTimeout = connectTimeout;
            return this;
        }

        /** Default 5 min. */
        public Builder responseTimeout(Duration responseTimeout) {
            this.responseTimeout = responseTimeout;
            return this;
        }

        /** Default 1 min. */
        public Builder socketTimeout(Duration socketTimeout) {
            this.socketTimeout = socketTimeout;
            return this;
        }

        /** Default 8. */
        public Builder maxConnections(int maxConnections) {
            this.maxConnections = maxConnections;
            return this;
        }

        /** Default true. */
        public Builder gzipRequests(boolean gzipRequests) {
            this.gzipRequests = gzipRequests;
            return this;
        }

        /** Default true. */
        public Builder reuseSession(boolean reuseSession) {
            this.reuseSession = reuseSession;
            return this;
        }

        /** Default 64 MiB. */
        public Builder maxAnswerBytes(long maxAnswerBytes) {
            this.maxAnswerBytes = maxAnswerBytes;
            return this;
        }

        /** Default: every call is let through. */
        public Builder gate(Dhis2CallGate gate) {
            this.gate = gate;
            return this;
        }

        /** Such as {@code 2.43.1}. Default: the server is asked, once. */
        public Builder version(@Nullable String version) {
            this.version = version;
            return this;
        }

        /** The connection. */
        public Dhis2Connection build() {
            return new Dhis2Connection(this);
        }
    }
}
