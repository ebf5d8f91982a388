package org.pirogue.sandbox.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.Cookie;
import io.undertow.server.handlers.CookieImpl;
import io.undertow.util.Headers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.pirogue.sandbox.metadata.User;
import org.pirogue.sandbox.metadata.Users;

/** Who calls: by token, by session cookie or by user and password, in this order. */
final class SignIn {
    private static final String COOKIE = "JSESSIONID";
    private static final String TOKEN = "ApiToken ";
    private static final String BASIC = "Basic ";

    private final Users users;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, String> sessions = new ConcurrentHashMap<>();

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
        if (cookie != null && sessions.containsKey(cookie.getValue())) {
            return users.byName(sessions.get(cookie.getValue()));
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
