package org.pirogue.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;

/** What is answered to a call that was not let through: the code and the text of its verdict. */
final class Refusals implements AccessDeniedHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        if (denied instanceof AuthorizationDeniedException asked
                && asked.getAuthorizationResult() instanceof Verdict verdict) {
            response.setStatus(verdict.status().value());
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            JSON.writeValue(response.getOutputStream(), verdict.refusal());
            return;
        }
        if (request.getAttribute(Callers.MUST_CHANGE) != null
                && request.getMethod().equals("GET")) {
            response.sendRedirect(PasswordPage.PATH);
            return;
        }
        response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }
}
