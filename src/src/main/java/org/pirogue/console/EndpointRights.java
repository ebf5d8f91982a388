package org.pirogue.console;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.access.Caller;
import org.pirogue.workspace.access.Needs;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * The one place where a call of the REST interface is let through or not, before anything of it is read: by the right that its
 * method {@link Needs}, in the workspace of what it names. A method that says nothing is answered to nobody.
 */
@Component
class EndpointRights implements AuthorizationManager<RequestAuthorizationContext> {
    /** Request attribute with the {@link Verdict} of a call that was let through. */
    static final String VERDICT = Verdict.class.getName();

    private static final Place NOTHING = Place.missing("P780", "there is nothing of that name");

    private final ObjectProvider<RequestMappingHandlerMapping> endpoints;
    private final Places places;
    private final Witness witness;

    EndpointRights(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> endpoints,
            Places places,
            Witness witness) {
        this.endpoints = endpoints;
        this.places = places;
        this.witness = witness;
    }

    @Override
    public AuthorizationDecision check(Supplier<Authentication> signedIn, RequestAuthorizationContext call) {
        if (!(signedIn.get().getPrincipal() instanceof Caller caller)) {
            return new AuthorizationDecision(false);
        }
        HttpServletRequest request = call.getRequest();
        if (request.getAttribute(Callers.MUST_CHANGE) != null) {
            return Verdict.refused("P785", "somebody else knows your password: change it first, at /password", null);
        }
        Needs needs;
        try {
            HandlerMethod method = method(request);
            if (method == null) {
                return Verdict.missing(NOTHING);
            }
            needs = method.getMethodAnnotation(Needs.class);
        } catch (ServletException notForThisMethod) {
            // Another method, or another form of answer: the servlet says so itself, and calls nothing.
            return Verdict.granted(null);
        } catch (Exception unreadable) {
            return new AuthorizationDecision(false);
        }
        Verdict verdict = needs == null
                ? Verdict.refused("P782", "this call declares no right: it is answered to nobody", null)
                : verdict(needs, request, caller);
        if (verdict.isGranted()) {
            request.setAttribute(VERDICT, verdict);
        } else if (verdict.told()) {
            witness.refused(caller, needs, request, verdict);
        }
        return verdict;
    }

    private @Nullable HandlerMethod method(HttpServletRequest request) throws Exception {
        ServletRequestPathUtils.parseAndCache(request);
        try {
            HandlerExecutionChain chain = endpoints.getObject().getHandler(request);
            return chain != null && chain.getHandler() instanceof HandlerMethod method ? method : null;
        } finally {
            ServletRequestPathUtils.clearParsedRequestPath(request);
        }
    }

    private Verdict verdict(Needs needs, HttpServletRequest request, Caller caller) {
        return switch (needs.of()) {
            case SELF -> Verdict.granted(null);
            case COUNTRY ->
                caller.everywhere().contains(needs.value())
                        ? Verdict.granted(null)
                        : Verdict.lacks(needs.value(), null);
            case LIST, METHOD -> somewhere(needs, caller);
            case FLOW, RUN, REJECT, CONFLICT, DEAD_LETTER, CONNECTION, WORKSPACE -> {
                String name = name(needs.of(), request);
                yield name == null ? somewhere(needs, caller) : in(places.of(needs.of(), name, caller), needs, caller);
            }
        };
    }

    private static Verdict somewhere(Needs needs, Caller caller) {
        return caller.maySomewhere(needs.value()) ? Verdict.granted(null) : Verdict.lacks(needs.value(), null);
    }

    private static Verdict in(Place place, Needs needs, Caller caller) {
        String workspace = place.workspace();
        if (!place.there()) {
            return Verdict.missing(place);
        }
        boolean knows = workspace == null ? !caller.everywhere().isEmpty() : caller.knows(workspace);
        if (!knows) {
            return Verdict.missing(place);
        }
        boolean may =
                workspace == null ? caller.everywhere().contains(needs.value()) : caller.may(needs.value(), workspace);
        return may ? Verdict.granted(workspace) : Verdict.lacks(needs.value(), workspace);
    }

    /** What the path says, or else the parameter; null where neither does. */
    private static @Nullable String name(Needs.Of of, HttpServletRequest request) {
        String variable =
                switch (of) {
                    case FLOW -> "flow";
                    case RUN -> "run";
                    case REJECT, CONFLICT, DEAD_LETTER -> "id";
                    case CONNECTION -> "name";
                    case WORKSPACE -> "workspace";
                    case COUNTRY, LIST, SELF, METHOD -> throw new IllegalArgumentException(of + " names nothing");
                };
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        Object inPath = variables instanceof Map<?, ?> map ? map.get(variable) : null;
        return inPath != null ? inPath.toString() : request.getParameter(variable);
    }
}
