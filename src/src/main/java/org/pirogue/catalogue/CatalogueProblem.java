package org.pirogue.catalogue;

import java.util.List;

/** Why a template is not published, shown or installed: a code, and what its text names. */
public final class CatalogueProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final transient List<Object> arguments;

    public CatalogueProblem(String code, Object... arguments) {
        super(code + " " + List.of(arguments));
        this.code = code;
        this.arguments = List.of(arguments);
    }

    public String code() {
        return code;
    }

    public List<Object> arguments() {
        return arguments;
    }
}
