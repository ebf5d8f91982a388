package org.pirogue.workspace.outlet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.pirogue.workspace.WorkspaceSecrets;
import org.pirogue.workspace.audit.Actor;
import org.pirogue.workspace.audit.AuditTrail;
import org.pirogue.workspace.audit.Deed;
import org.pirogue.workspace.audit.Verb;
import org.pirogue.workspace.contract.EventType;
import org.pirogue.workspace.contract.Promise;
import org.pirogue.workspace.dataset.Shares;

/**
 * A CloudEvent without rows, posted to a URL and signed as Standard Webhooks has it. Only a 2xx says that it arrived; no redirect is
 * followed, and nothing of the answer is read.
 */
final class WebhookWay implements Way, AutoCloseable {
    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final Timeout ANSWER = Timeout.ofSeconds(15);

    private final OutletSettings settings;
    private final WebhookAddress addresses;
    private final Shares shares;
    private final Contracts contracts;
    private final ErasureTelling erasures;
    private final WorkspaceSecrets secrets;
    private final AuditTrail trail;
    private final Clock clock;
    private final CloseableHttpClient client;

    WebhookWay(
            OutletSettings settings,
            Shares shares,
            Contracts contracts,
            ErasureTelling erasures,
            WorkspaceSecrets secrets,
            AuditTrail trail,
            Clock clock) {
        this.settings = settings;
        this.addresses = new WebhookAddress(settings);
        this.shares = shares;
        this.contracts = contracts;
        this.erasures = erasures;
        this.secrets = secrets;
        this.trail = trail;
        this.clock = clock;
        this.client = client(addresses);
    }

    private static CloseableHttpClient client(WebhookAddress addresses) {
        return HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(addresses)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(ANSWER)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(ANSWER)
                        .setConnectionRequestTimeout(CONNECT)
                        .build())
                .setUserAgent("pirogue")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableAuthCaching()
                .disableCookieManagement()
                .disableContentCompression()
                .build();
    }

    @Override
    public long tell(Errand errand) {
        Event event = event(errand);
        HttpPost post = new HttpPost(address(errand));
        String secret = secrets.of(
                        errand.share().dataset().workspace(),
                        Objects.requireNonNull(errand.outlet().secret()),
                        "shares/" + errand.share().id() + "/webhook")
                .orElseThrow(() -> Undelivered.again(
                        "P734", "the secret that signs is not there: ./pirogue secrets set, or remove the outlet"));
        new Signature(secret).sign(post, event, clock.instant());
        post.setEntity(new ByteArrayEntity(event.body(), ContentType.parse(Event.CONTENT_TYPE)));
        trail.write(Deed.allowed(
                Actor.system(),
                Verb.SEND,
                errand.resource(),
                errand.share().dataset().workspace()));
        answered(post(post));
        return 0;
    }

    private URI address(Errand errand) {
        URI url = URI.create(errand.outlet().target());
        addresses.check(url);
        return url;
    }

    /** @return its status */
    private int post(HttpPost post) {
        try {
            return client.execute(post, answer -> answer.getCode());
        } catch (SocketTimeoutException late) {
            throw Undelivered.again("P734", "the webhook does not answer in time");
        } catch (IOException broken) {
            throw Undelivered.again(
                    "P734",
                    "the webhook cannot be reached (" + broken.getClass().getSimpleName() + ")");
        }
    }

    private static void answered(int status) {
        if (status == HttpStatus.SC_GONE) {
            throw Undelivered.never("P734", "the webhook says that it is gone (410): remove the outlet");
        }
        if (status >= HttpStatus.SC_REDIRECTION && status < HttpStatus.SC_CLIENT_ERROR) {
            throw Undelivered.again(
                    "P734", "the webhook answered " + status + ": no redirect is followed, correct its URL");
        }
        if (status < HttpStatus.SC_OK || status >= HttpStatus.SC_REDIRECTION) {
            throw Undelivered.again("P734", "the webhook answered " + status);
        }
    }

    private Event event(Errand errand) {
        if (errand.outgoing().what() == Outgoing.What.ERASED) {
            return erasures.event(errand, false);
        }
        Shares.Given given = shares.given(errand.share().id(), errand.outgoing().version());
        Promise promise = contracts.promise(given.share(), given.version());
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("share", promise.share())
                .put("dataset", promise.dataset())
                .put("version", errand.outgoing().version())
                .put("rows", given.rows())
                .put("href", settings.link("/api/shares/" + promise.share() + "/rows?format=jsonl"));
        return new CloudEvents(promise, errand.outgoing()).of(EventType.GIVEN, 0, data);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
