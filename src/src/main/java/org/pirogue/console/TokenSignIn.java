package org.pirogue.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.pirogue.workspace.access.Caller;
import org.pirogue.workspace.access.Tokens;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a program in that carries the token of the data directory, or one that was made for it. It leaves no session behind. */
final class TokenSignIn extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";

    private final String local;
    private final Caller operator;
    private final Supplier<Tokens> tokens;

    /** @param local the token of the data directory; {@code operator}: who comes with it */
    TokenSignIn(String local, Caller operator, Supplier<Tokens> tokens) {
        this.local = local;
        this.operator = operator;
        this.tokens = tokens;
    }

    /** Whether a token signed this request in: a browser never adds one by itself. */
    static boolean isOurs(HttpServletRequest request) {
        return request.getAttribute(TokenSignIn.class.getName()) != null;
    }

    /** Whether the request carries a token that only we can know. */
    static boolean isOfOurKind(HttpServletRequest request) {
        return text(request).startsWith(Tokens.PREFIX);
    }

    private static String text(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.startsWith(BEARER)
                ? header.substring(BEARER.length()).strip()
                : "";
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        caller(text(request)).ifPresent(caller -> {
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(SignedIn.as(caller));
            SecurityContextHolder.setContext(context);
            request.setAttribute(TokenSignIn.class.getName(), true);
        });
        chain.doFilter(request, response);
    }

    private Optional<Caller> caller(String text) {
        if (text.startsWith(Tokens.PREFIX)) {
            return tokens.get().caller(text);
        }
        return ConstantTime.equal(text, local) ? Optional.of(operator) : Optional.empty();
    }
}
