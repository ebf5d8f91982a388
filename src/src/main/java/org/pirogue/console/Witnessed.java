package org.pirogue.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.access.Caller;
import org.pirogue.workspace.access.Needs;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Calls the {@link Witness} at every call: where it cannot write, nothing is changed and nothing handed out. */
@RestControllerAdvice
class Witnessed implements ResponseBodyAdvice<Object>, HandlerInterceptor, WebMvcConfigurer {
    private final Witness witness;

    Witnessed(Witness witness) {
        this.witness = witness;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Needs needs = handler instanceof HandlerMethod method ? method.getMethodAnnotation(Needs.class) : null;
        Caller caller = caller();
        if (needs != null && caller != null) {
            witness.asked(caller, needs, request);
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        witness.ended(request, failure == null ? response.getStatus() : HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    }

    @Override
    public boolean supports(MethodParameter method, Class<? extends HttpMessageConverter<?>> converter) {
        return method.hasMethodAnnotation(Needs.class);
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter method,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        Needs needs = method.getMethodAnnotation(Needs.class);
        Caller caller = caller();
        if (needs != null && caller != null && request instanceof ServletServerHttpRequest servlet) {
            witness.answered(caller, needs, servlet.getServletRequest(), body);
        }
        return body;
    }

    private static @Nullable Caller caller() {
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        return known != null && known.getPrincipal() instanceof Caller caller ? caller : null;
    }
}
