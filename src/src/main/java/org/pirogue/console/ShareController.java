package org.pirogue.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.access.Caller;
import org.pirogue.workspace.access.Needs;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Rights;
import org.pirogue.workspace.audit.AuditTrail;
import org.pirogue.workspace.audit.Deed;
import org.pirogue.workspace.audit.Verb;
import org.pirogue.workspace.dataset.DatasetFiles;
import org.pirogue.workspace.dataset.DatasetName;
import org.pirogue.workspace.dataset.DatasetProblem;
import org.pirogue.workspace.dataset.Format;
import org.pirogue.workspace.dataset.Share;
import org.pirogue.workspace.dataset.ShareRoles;
import org.pirogue.workspace.dataset.Shares;
import org.pirogue.workspace.outlet.Outlet;
import org.pirogue.workspace.outlet.Outlets;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The REST interface of shares: what is given to whom, and its rows for those who were given them. */
@RestController
@RequestMapping("/api/shares")
class ShareController {
    private final Shares shares;
    private final ShareRoles roles;
    private final Rights rights;
    private final AuditTrail trail;
    private final Outlets outlets;
    private final ShareAccess access;
    private final Recipients recipients;

    ShareController(
            Shares shares,
            ShareRoles roles,
            Rights rights,
            AuditTrail trail,
            Outlets outlets,
            ShareAccess access,
            Recipients recipients) {
        this.shares = shares;
        this.roles = roles;
        this.rights = rights;
        this.trail = trail;
        this.outlets = outlets;
        this.access = access;
        this.recipients = recipients;
    }

    /**
     * @param to name of a workspace, or of a partner's account
     * @param kind workspace or partner
     * @param unitsBelow whether units below those that are named belong to it
     * @param expiresAt an instant, or a day that is the first without
     * @param outlets where its new versions are told
     */
    record Wish(
            @Nullable String workspace,
            @Nullable String dataset,
            @Nullable String kind,
            @Nullable String to,
            @Nullable List<@Nullable String> columns,
            @Nullable String unitColumn,
            @Nullable List<@Nullable String> units,
            boolean unitsBelow,
            @Nullable String periodColumn,
            @Nullable String from,
            @Nullable String until,
            @Nullable Long version,
            @Nullable String purpose,
            @Nullable String expiresAt,
            @Nullable List<Outlet.@Nullable Wish> outlets) {
        List<Outlet.Wish> told() {
            return outlets == null
                    ? List.of()
                    : outlets.stream()
                            .map(each -> each == null ? new Outlet.Wish(null, null, null, null) : each)
                            .toList();
        }

        /** What was left away is empty, and refused as such. */
        Share.Terms terms() {
            return new Share.Terms(
                    ShareController.kind(said(kind)),
                    said(to),
                    all(columns),
                    unitColumn,
                    all(units),
                    unitsBelow,
                    periodColumn,
                    from,
                    until,
                    said(purpose),
                    instant(expiresAt));
        }
    }

    private static String said(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static List<String> all(@Nullable List<@Nullable String> texts) {
        return texts == null
                ? List.of()
                : texts.stream().map(ShareController::said).toList();
    }

    record Renewal(
            @Nullable List<@Nullable String> columns,
            @Nullable String expiresAt) {}

    @GetMapping
    @Needs(value = Right.RECEIVE, of = Needs.Of.LIST)
    List<ApiShare> list() {
        return shares.list().stream().filter(access::mayRead).map(this::shown).toList();
    }

    @PostMapping
    @Needs(value = Right.SHARE, of = Needs.Of.METHOD)
    ApiShare add(@RequestBody Wish wish) {
        DatasetName name = new DatasetName(said(wish.workspace()), said(wish.dataset()));
        rights.need(Right.SHARE, name.workspace());
        Share.Terms terms = wish.terms();
        shares.check(name, terms, wish.version());
        recipients.check(name.workspace(), terms);
        outlets.check(name.workspace(), terms.kind(), wish.told());
        // What nobody was given stands nowhere as given.
        written(Verb.SHARE, name, terms.recipient(), terms.purpose());
        String by = rights.caller().name();
        Share made = shares.add(name, terms, wish.version(), by);
        outlets.add(made, wish.told(), by);
        return shown(made);
    }

    private ApiShare shown(Share share) {
        return ApiShare.of(share, outlets.of(share));
    }

    @PostMapping("/{id}/renew")
    @Needs(value = Right.SHARE, of = Needs.Of.METHOD)
    ApiShare renew(@PathVariable long id, @RequestBody Renewal wish) {
        Share share = access.owned(id);
        written(Verb.SHARE, share.dataset(), Long.toString(id), null);
        Share now = shares.renew(id, all(wish.columns()), instant(wish.expiresAt()));
        // What it gives less of is not to be read by SQL a moment longer.
        roles.look();
        return shown(now);
    }

    @PostMapping("/{id}/withdraw")
    @Needs(value = Right.SHARE, of = Needs.Of.METHOD)
    ApiShare withdraw(@PathVariable long id) {
        Share share = access.owned(id);
        written(Verb.WITHDRAW, share.dataset(), Long.toString(id), null);
        Share now = shares.withdraw(id, rights.caller().name());
        if (share.role() != null) {
            roles.close(id);
        }
        return shown(now);
    }

    /** The password is told here, and never again; asked again, it is another one. */
    @PostMapping("/{id}/sql")
    @Needs(value = Right.SHARE, of = Needs.Of.METHOD)
    ShareRoles.SignIn sql(@PathVariable long id) {
        Share share = access.owned(id);
        written(Verb.SHARE, share.dataset(), id + "/sql", null);
        return roles.open(id);
    }

    /**
     * @param format as of a dataset's rows
     * @param version the one that it gives; another one is refused, and not answered by what was not asked for
     */
    @GetMapping("/{id}/rows")
    @Needs(value = Right.RECEIVE, of = Needs.Of.METHOD)
    void rows(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String format,
            @RequestParam(required = false) @Nullable Long version,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Caller caller = rights.caller();
        Share share = access.readable(id);
        String resource = "datasets/" + share.dataset() + "/shares/" + id;
        Shares.Given given;
        try {
            given = version == null ? shares.given(id) : given(id, version);
        } catch (DatasetProblem refused) {
            trail.write(Deed.refused(
                    caller.actor(), Verb.READ, resource, share.dataset().workspace()));
            throw refused;
        }
        Format as = DatasetController.format(format, request.getHeader("Accept"));
        DatasetFiles.Written written = shares.file(given, as);
        trail.write(Deed.allowed(
                        caller.actor(),
                        Verb.READ,
                        resource + "/" + given.version().version(),
                        share.dataset().workspace())
                .rows(given.rows())
                .why(share.terms().purpose()));
        response.setHeader("X-Dataset-Version", Long.toString(given.version().version()));
        String name = share.dataset().name() + "-" + given.version().version() + "." + as.ending();
        new Download(written, name, shares.live(id)).answer(request, response);
    }

    private Shares.Given given(long id, long version) {
        Shares.Given given = shares.given(id);
        if (given.version().version() != version) {
            throw new DatasetProblem(
                    "P752", "share " + id + " gives version " + given.version().version() + ", not version " + version);
        }
        return given;
    }

    private void written(Verb verb, DatasetName name, String what, @Nullable String why) {
        trail.write(
                Deed.allowed(rights.caller().actor(), verb, "datasets/" + name + "/shares/" + what, name.workspace())
                        .why(why));
    }

    private static Share.Kind kind(String said) {
        try {
            return Share.Kind.valueOf(said.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException other) {
            throw new DatasetProblem("P754", "a share is given to a 'workspace' or a 'partner', not to '" + said + "'");
        }
    }

    private static @Nullable Instant instant(@Nullable String said) {
        if (said == null || said.isBlank()) {
            return null;
        }
        try {
            return Instant.parse(said.contains("T") ? said : said.strip() + "T00:00:00Z");
        } catch (DateTimeParseException none) {
            throw new DatasetProblem("P754", "'" + said + "' is no day and no instant: write 2027-01-31");
        }
    }
}
