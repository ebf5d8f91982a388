package org.pirogue.console;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Locale;
import java.util.ResourceBundle;
import org.pirogue.workspace.access.AccessProblem;
import org.pirogue.workspace.access.Accounts;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.HtmlUtils;

/** Where people choose their own password. Whoever comes with one that was made for them gets nowhere else. */
@Controller
class PasswordPage {
    static final String PATH = "/password";

    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    private final Accounts accounts;

    PasswordPage(Accounts accounts) {
        this.accounts = accounts;
    }

    @GetMapping(PATH)
    ResponseEntity<String> form(HttpServletRequest request, Locale locale) {
        return page(HttpStatus.OK, request, locale, "");
    }

    @PostMapping(PATH)
    ResponseEntity<String> change(
            @RequestParam String former,
            @RequestParam String wanted,
            Principal who,
            HttpServletRequest request,
            Locale locale) {
        try {
            accounts.change(who.getName(), former, wanted);
            return page(HttpStatus.OK, request, locale, texts(locale).getString("password.changed"));
        } catch (AccessProblem problem) {
            return page(HttpStatus.BAD_REQUEST, request, locale, problem.getMessage());
        }
    }

    private static ResponseEntity<String> page(
            HttpStatus status, HttpServletRequest request, Locale locale, String said) {
        ResourceBundle texts = texts(locale);
        String csrf = request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
                ? "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                        .formatted(token.getParameterName(), HtmlUtils.htmlEscape(token.getToken()))
                : "";
        return ResponseEntity.status(status).contentType(HTML).body("""
                <!DOCTYPE html>
                <html lang="%s"><head><meta charset="utf-8"><title>Pirogue</title></head>
                <body style="font-family: sans-serif; max-width: 26em; margin: 4em auto">
                <h1>%s</h1><p role="status">%s</p>
                <form method="post" action="/password">%s
                <p><label>%s<br><input type="password" name="former" autocomplete="current-password" required></label></p>
                <p><label>%s<br><input type="password" name="wanted" autocomplete="new-password" minlength="12" required></label></p>
                <p><button>%s</button></p></form></body></html>
                """.formatted(
                        texts.getLocale().getLanguage().isEmpty()
                                ? "en"
                                : texts.getLocale().getLanguage(),
                        texts.getString("password.title"),
                        HtmlUtils.htmlEscape(said),
                        csrf,
                        texts.getString("password.former"),
                        texts.getString("password.wanted"),
                        texts.getString("password.do")));
    }

    private static ResourceBundle texts(Locale locale) {
        return ResourceBundle.getBundle(
                "messages.access",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
