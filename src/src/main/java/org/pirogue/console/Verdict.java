package org.pirogue.console;

import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.access.Right;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;

/** Whether a call may go on, and what is answered where not. */
final class Verdict extends AuthorizationDecision {
    private final HttpStatus status;
    private final ApiErrors.Refusal refusal;
    private final @Nullable String workspace;
    private final boolean told;

    private Verdict(
            boolean granted, HttpStatus status, ApiErrors.Refusal refusal, @Nullable String workspace, boolean told) {
        super(granted);
        this.told = told;
        this.status = status;
        this.refusal = refusal;
        this.workspace = workspace;
    }

    static Verdict granted(@Nullable String workspace) {
        return new Verdict(true, HttpStatus.OK, new ApiErrors.Refusal("", ""), workspace, false);
    }

    static Verdict lacks(Right right, @Nullable String workspace) {
        return refused("P781", "this needs the right " + right + ", which you do not have here", workspace);
    }

    static Verdict refused(String code, String text, @Nullable String workspace) {
        return new Verdict(false, HttpStatus.FORBIDDEN, new ApiErrors.Refusal(code, text), workspace, true);
    }

    static Verdict missing(Place place) {
        return new Verdict(
                false,
                HttpStatus.NOT_FOUND,
                new ApiErrors.Refusal(place.code(), place.missing()),
                place.workspace(),
                place.there());
    }

    /** Whether the audit trail tells of it: that somebody asks for what never was is no news. */
    boolean told() {
        return told;
    }

    HttpStatus status() {
        return status;
    }

    ApiErrors.Refusal refusal() {
        return refusal;
    }

    /** What it is about, where that is known; null for the country. */
    @Nullable
    String workspace() {
        return workspace;
    }
}
