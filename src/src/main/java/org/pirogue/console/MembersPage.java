package org.pirogue.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.pirogue.home.HomeSettings;
import org.pirogue.workspace.access.Caller;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Rights;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * What a member or a partner sees in a browser: what they were given, the datasets and the flows of their workspaces, each with
 * what the REST interface would tell them and nothing else. Whoever operates the country goes on to the console.
 */
@Controller
class MembersPage {
    static final String START = "/";
    static final String PATH = "/home";

    private final Rights rights;
    private final HomeSettings home;
    private final ApiController api;
    private final DatasetController datasets;
    private final ShareController shares;
    private final TokensController tokens;

    MembersPage(
            Rights rights,
            HomeSettings home,
            ApiController api,
            DatasetController datasets,
            ShareController shares,
            TokensController tokens) {
        this.rights = rights;
        this.home = home;
        this.api = api;
        this.datasets = datasets;
        this.shares = shares;
        this.tokens = tokens;
    }

    @GetMapping(START)
    String start(Authentication who, HttpServletRequest request) {
        passwordFirst(request);
        return isAdministrator(who) ? "redirect:/hawtio/" : "redirect:" + PATH;
    }

    @GetMapping(PATH)
    String show(Authentication who, HttpServletRequest request, Model page) {
        passwordFirst(request);
        Caller caller = rights.caller();
        page.addAttribute("country", home.country());
        page.addAttribute("name", caller.name());
        page.addAttribute("administrator", isAdministrator(who));
        page.addAttribute("tokens", tokens.own());
        page.addAttribute(
                "mayHaveTokens", caller.is(caller.name()) && !caller.rights().isEmpty());
        page.addAttribute("shares", caller.maySomewhere(Right.RECEIVE) ? received(caller) : List.of());
        page.addAttribute("datasets", caller.maySomewhere(Right.READ_DATASET) ? datasets.list(null) : List.of());
        page.addAttribute("flows", caller.maySomewhere(Right.SEE_RUNS) ? flows(caller) : List.of());
        return "home";
    }

    /** @param sheet whether its rejects may be read, and there are some */
    record FlowRow(ApiStatus.ShownFlow flow, boolean sheet) {}

    private List<FlowRow> flows(Caller caller) {
        return api.status().flows().stream()
                .map(flow ->
                        new FlowRow(flow, flow.openRejects() > 0 && caller.may(Right.SEE_CONTENT, flow.workspace())))
                .toList();
    }

    private List<ApiShare> received(Caller caller) {
        return shares.list().stream()
                .filter(share -> share.state().equals("live"))
                // Those of one's own datasets are listed to who reads the whole: here is what others gave.
                .filter(share -> !caller.may(Right.READ_DATASET, share.workspace()))
                .toList();
    }

    /** @throws AccessDeniedException for whoever must choose a password first: {@link Refusals} sends them there */
    private static void passwordFirst(HttpServletRequest request) {
        if (request.getAttribute(Callers.MUST_CHANGE) != null) {
            throw new AccessDeniedException("password first");
        }
    }

    private static boolean isAdministrator(Authentication who) {
        return who.getAuthorities().stream()
                .anyMatch(each -> each.getAuthority().equals("ROLE_" + SignedIn.ADMIN));
    }
}
