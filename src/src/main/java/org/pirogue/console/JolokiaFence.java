package org.pirogue.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;

/**
 * What Jolokia may do, even for the administrator: look at everything but secrets and bodies; start and stop routes,
 * pause queues and send dead messages again. Nothing else: a way to any MBean is a way to any file of this machine.
 */
public final class JolokiaFence implements Restrictor {

    private static final Set<RequestType> TYPES =
            EnumSet.of(RequestType.READ, RequestType.LIST, RequestType.SEARCH, RequestType.VERSION, RequestType.EXEC);

    private static final Pattern CAMEL = Pattern.compile(
            "(start|stop|suspend|resume|restart|reset|startAllRoutes|dump(Rest|Route|Step)\\w*|(get|is|list)\\w*|\\w+Ids|\\w+Names)");
    private static final Pattern ARTEMIS = Pattern.compile(
            "(pause|resume|isPaused|retryMessages?|count(Delivering)?Messages|list(Queues|Addresses|Consumers|Producers|Connections|Sessions)\\w*)");
    private static final Pattern JVM = Pattern.compile("(gc|dumpAllThreads|getThreadInfo|findDeadlockedThreads)");
    private static final Pattern HAWTIO = Pattern.compile("(list|canInvoke)");
    private static final Set<String> SECRET_ATTRIBUTES = Set.of("SystemProperties", "InputArguments", "Environment");
    private static final Set<String> BARE_PATHS = Set.of("", "/", "/version");

    /** By address a command needs no token of ours, so a foreign page could make a browser send it. */
    static boolean isCommandByAddress(HttpServletRequest request) {
        var path = request.getRequestURI().substring(request.getContextPath().length());
        if (path.startsWith("/hawtio/jolokia")) {
            path = path.substring("/hawtio".length());
        }
        if (!path.startsWith("/jolokia") || request.getMethod().equals("POST")) {
            return false;
        }
        return !BARE_PATHS.contains(path.substring("/jolokia".length())) || request.getParameter("p") != null;
    }

    @Override
    public boolean isTypeAllowed(RequestType type) {
        return TYPES.contains(type);
    }

    @Override
    public boolean isOperationAllowed(ObjectName mbean, String operation) {
        var name = operation.replaceFirst("\\(.*", "");
        return switch (mbean.getDomain()) {
            case "org.apache.camel" -> isCamelPart(mbean) && CAMEL.matcher(name).matches();
            case "org.apache.activemq.artemis" -> ARTEMIS.matcher(name).matches();
            case "java.lang" -> JVM.matcher(name).matches();
            case "hawtio" -> HAWTIO.matcher(name).matches();
            default -> false;
        };
    }

    /** Tracers and debuggers keep bodies. */
    private static boolean isCamelPart(ObjectName mbean) {
        return switch (String.valueOf(mbean.getKeyProperty("type"))) {
            case "context", "routes", "processors", "components", "consumers", "services", "health" -> true;
            default -> false;
        };
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName mbean, String attribute) {
        return !SECRET_ATTRIBUTES.contains(attribute);
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName mbean, String attribute) {
        return false;
    }

    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return method == HttpMethod.POST || method == HttpMethod.GET;
    }

    @Override
    public boolean isRemoteAccessAllowed(String... hostOrAddress) {
        return true;
    }

    /** No other site is ever told that it may read our answers. */
    @Override
    public boolean isOriginAllowed(String origin, boolean onlyWhenStrict) {
        return onlyWhenStrict;
    }

    @Override
    public boolean isObjectNameHidden(ObjectName mbean) {
        return false;
    }
}
