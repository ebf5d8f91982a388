package org.pirogue.workspace.access;

/**
 * Somebody asked for more than they may. P781: they know the workspace, and may not do that. P780, hidden: they do not, and the
 * answer must be the one for a thing that is not there.
 */
public final class AccessRefused extends RuntimeException {
    private final String code;
    private final boolean hidden;

    private AccessRefused(String code, String text, boolean hidden) {
        super(code + " " + text);
        this.code = code;
        this.hidden = hidden;
    }

    static AccessRefused lacks(Right right) {
        return new AccessRefused("P781", "this needs the right " + right + ", which you do not have here", false);
    }

    static AccessRefused unknown() {
        return new AccessRefused("P780", "there is nothing of that name", true);
    }

    public boolean hidden() {
        return hidden;
    }

    public String code() {
        return code;
    }
}
