package org.pirogue.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a program in that carries the token of the data directory. It leaves no session behind. */
final class TokenSignIn extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";

    private final String token;
    private final String role;

    TokenSignIn(String token, String role) {
        this.token = token;
        this.role = role;
    }

    /** Whether the request carries our token. */
    boolean isOurs(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null
                && header.startsWith(BEARER)
                && ConstantTime.equal(header.substring(BEARER.length()).strip(), token);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isOurs(request)) {
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                    "api-token", null, AuthorityUtils.createAuthorityList("ROLE_" + role)));
            SecurityContextHolder.setContext(context);
        }
        chain.doFilter(request, response);
    }
}
