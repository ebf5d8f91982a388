package org.pirogue.console;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.WorkspaceSettings.Workspace;
import org.pirogue.workspace.access.Accounts;
import org.pirogue.workspace.access.Caller;
import org.pirogue.workspace.access.Members;
import org.pirogue.workspace.access.Rights;
import org.pirogue.workspace.access.Role;
import org.pirogue.workspace.audit.Actor;
import org.pirogue.workspace.audit.AuditTrail;
import org.pirogue.workspace.audit.Deed;
import org.pirogue.workspace.dataset.Datasets;
import org.pirogue.workspace.dataset.Publishes;
import org.pirogue.workspace.dataset.ShareRoles;
import org.pirogue.workspace.dataset.Shares;
import org.pirogue.workspace.outlet.Contracts;
import org.pirogue.workspace.outlet.Outlets;
import org.pirogue.workspace.outlet.Tells;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.web.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** The REST interface of datasets on a port of its own, with a caller that a test says. */
public final class DatasetServer implements AutoCloseable {
    private final AnnotationConfigServletWebServerApplicationContext context =
            new AnnotationConfigServletWebServerApplicationContext();

    @ImportAutoConfiguration({
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class
    })
    static final class Web {}

    /** Who asks, until another is said. */
    private volatile Caller caller = Caller.everywhere("tester", Actor.Kind.PERSON, Role.ADMINISTRATOR.rights());

    /** What was written down. */
    final List<Deed> deeds = new CopyOnWriteArrayList<>();

    private final class Door implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            SecurityContextHolder.getContext().setAuthentication(SignedIn.as(caller));
            try {
                chain.doFilter(request, response);
            } finally {
                SecurityContextHolder.clearContext();
            }
        }
    }

    void asks(Caller now) {
        caller = now;
    }

    public DatasetServer(Publishes lab) {
        TestPropertyValues.of("server.port=0", "server.address=127.0.0.1").applyTo(context);
        context.register(
                Web.class,
                ApiErrors.class,
                DatasetController.class,
                ShareController.class,
                OutletController.class,
                ShareAccess.class,
                Recipients.class);
        Tells tells = new Tells(lab);
        context.registerBean(Outlets.class, () -> tells.outlets);
        context.registerBean(Contracts.class, () -> tells.contracts);
        context.registerBean(Datasets.class, () -> lab.datasets);
        context.registerBean(Shares.class, () -> lab.shares);
        context.registerBean(ShareRoles.class, () -> lab.roles);
        context.registerBean(Rights.class, Rights::new);
        context.registerBean(AuditTrail.class, () -> deeds::add);
        context.registerBean(Members.class, () -> members(lab));
        context.registerBean(
                WorkspaceSettings.class,
                () -> new WorkspaceSettings(
                        Map.of("lab", new Workspace(null), "eoc", new Workspace(null)), null, null));
        context.registerBean(Door.class, () -> new Door());
        context.refresh();
    }

    /** Partners that shares of tests are for. */
    private static Members members(Publishes lab) {
        Accounts accounts = new Accounts(lab.jdbc, new BCryptPasswordEncoder(4));
        Members members = new Members(lab.jdbc, accounts);
        for (String partner : List.of("pat", "who", "ed", "sam")) {
            if (accounts.find(partner).isEmpty()) {
                accounts.add(partner, "test");
            }
            members.give(partner, "lab", Role.PARTNER, "test");
        }
        return members;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public String url() {
        return "http://127.0.0.1:" + context.getWebServer().getPort();
    }

    @Override
    public void close() {
        context.close();
    }
}
