package org.pirogue.sandbox.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.Cookie;
import io.undertow.server.handlers.CookieImpl;
import io.undertow.util.Headers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.pirogue.sandbox.metadata.User;
import org.pirogue.sandbox.metadata.Users;

/** Who calls: by token, by session cookie or by user and password, in this order. */
final class SignIn {
    /** Clients that never send their cookie back open a session with each call: the oldest are forgotten. */
    private static final int MOST_SESSIONS = 10_000;

    private static final String COOKIE = "JSESSIONID";
    private static final String TOKEN = "ApiToken ";
    private static final String BASIC = "Basic ";

    private final Users users;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, String> sessions = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_SESSIONS;
        }
    });

    SignIn(Users users) {
        this.users = users;
    }

    /** Empty when the call carries no credentials at all. */
    Optional<User> user(HttpServerExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
        if (header != null && header.startsWith(TOKEN)) {
            return Optional.of(opened(exchange, byToken(exchange, header.substring(TOKEN.length()))));
        }
        Cookie cookie = exchange.getRequestCookie(COOKIE);
        Optional<User> known = Optional.ofNullable(cookie)
                .map(found -> sessions.get(found.getValue()))
                .flatMap(users::byName);
        if (known.isPresent()) {
            return known;
        }
        if (header != null && header.startsWith(BASIC)) {
            return Optional.of(opened(exchange, byPassword(header.substring(BASIC.length()))));
        }
        return Optional.empty();
    }

    private User byToken(HttpServerExchange exchange, String token) {
        if (!users.isWellFormed(token)) {
            exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "ApiToken");
            throw Refusal.of(400, "Checksum validation failed");
        }
        return users.byToken(token).orElseThrow(() -> Refusal.of(401, "The API token does not exist"));
    }

    private User byPassword(String encoded) {
        try {
            String[] pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8).split(":", 2);
            return users.byPassword(pair[0], pair.length > 1 ? pair[1] : "")
                    .orElseThrow(() -> Refusal.of(401, "Unauthorized"));
        } catch (IllegalArgumentException e) {
            throw Refusal.of(401, "Unauthorized");
        }
    }

    private User opened(HttpServerExchange exchange, User user) {
        byte[] id = new byte[16];
        random.nextBytes(id);
        String session = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        sessions.put(session, user.username());
        exchange.setResponseCookie(
                new CookieImpl(COOKIE, session).setPath("/").setHttpOnly(true).setSameSiteMode("Lax"));
        return user;
    }
}
