package org.pirogue.console;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where people sign in, and out, in their language; what they send there Spring Security takes. */
@Controller
class SignInPage {
    static final String IN = "/login";
    static final String OUT = "/logout";

    private final SignInSettings settings;

    SignInPage(SignInSettings settings) {
        this.settings = settings;
    }

    /**
     * @param error there where name and password were not taken: as Spring Security sends people back
     * @param logout there where somebody has just signed out
     */
    @GetMapping(IN)
    String in(
            @RequestParam(required = false) @Nullable String error,
            @RequestParam(required = false) @Nullable String logout,
            Model page) {
        page.addAttribute("wrong", error != null);
        page.addAttribute("out", logout != null);
        page.addAttribute("elsewhere", settings.oidc() == null ? "" : OpenIdSignIn.AT);
        return "sign-in";
    }

    @GetMapping(OUT)
    String out(HttpServletRequest request) {
        return request.getUserPrincipal() == null ? "redirect:" + IN : "sign-out";
    }
}
