package org.pirogue.console;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.security.Principal;
import org.pirogue.workspace.dataset.Publishes;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.web.servlet.context.AnnotationConfigServletWebServerApplicationContext;

/** The REST interface of datasets on a port of its own, without a sign-in: everybody is {@code tester}. */
final class DatasetServer implements AutoCloseable {
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

    private record Tester(String getName) implements Principal {
        @Override
        public String getName() {
            return getName;
        }
    }

    static final class SignedIn implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            chain.doFilter(
                    new HttpServletRequestWrapper((HttpServletRequest) request) {
                        @Override
                        public Principal getUserPrincipal() {
                            return new Tester("tester");
                        }
                    },
                    response);
        }
    }

    DatasetServer(Publishes lab) {
        TestPropertyValues.of("server.port=0", "server.address=127.0.0.1").applyTo(context);
        context.register(Web.class, ApiErrors.class, DatasetController.class);
        context.registerBean(org.pirogue.workspace.dataset.Datasets.class, () -> lab.datasets);
        context.registerBean(org.pirogue.workspace.dataset.Trail.class, () -> lab.trail);
        context.registerBean(SignedIn.class, SignedIn::new);
        context.refresh();
    }

    String url() {
        return "http://127.0.0.1:" + context.getWebServer().getPort();
    }

    @Override
    public void close() {
        context.close();
    }
}
