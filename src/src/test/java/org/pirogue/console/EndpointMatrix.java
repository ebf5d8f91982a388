package org.pirogue.console;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pirogue.home.DataDirectory;
import org.pirogue.workspace.access.Accounts;
import org.pirogue.workspace.access.Members;
import org.pirogue.workspace.access.Needs;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Role;
import org.pirogue.workspace.access.Tokens;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.mock.web.MockHttpServletMapping;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every call of the REST interface, by everybody, about things of their own workspace and of another one, held against the table
 * {@code rights.csv}. A call goes through the whole chain of sign-in and rights, and ends where its method would begin.
 */
public final class EndpointMatrix {
    /** In their workspace; those of the country beside them. */
    private static final List<String> OF_A_WORKSPACE = List.of("partner", "viewer", "editor", "admin");

    private final ServletWebServerApplicationContext pirogue;
    private final Map<String, String> red;
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final FilterChainProxy chain;

    /** @param red names of things of workspace red, by how the table calls what they are: RUN, REJECT … */
    public EndpointMatrix(ServletWebServerApplicationContext pirogue, Map<String, String> red) {
        this.pirogue = pirogue;
        this.red = red;
        this.chain = pirogue.getBean("springSecurityFilterChain", FilterChainProxy.class);
        for (String workspace : List.of("red", "blue")) {
            OF_A_WORKSPACE.forEach(role -> tokens.put(workspace + "-" + role, token(workspace, role)));
        }
        List.of("operator", "administrator").forEach(role -> tokens.put(role, token(Members.COUNTRY, role)));
        tokens.put("local", pirogue.getBean(DataDirectory.class).secrets().apiToken());
    }

    private String token(String workspace, String role) {
        String name = (workspace.equals(Members.COUNTRY) ? "all" : workspace) + "-" + role;
        pirogue.getBean(Accounts.class).add(name, "test");
        pirogue.getBean(Members.class).give(name, workspace, Role.named(role).orElseThrow(), "test");
        return pirogue.getBean(Tokens.class)
                .make(new Tokens.Wish("t", name, Set.of(Members.COUNTRY), Set.of(Right.values()), null, 1), "test")
                .text();
    }

    public static List<NamedCsvRecord> table() {
        try (var csv = CsvReader.builder()
                .ofNamedCsvRecord(new InputStreamReader(
                        Objects.requireNonNull(EndpointMatrix.class.getResourceAsStream("rights.csv")),
                        StandardCharsets.UTF_8))) {
            return csv.stream().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What each call of ours declares; null where it declares nothing. */
    public Map<String, Needs> calls() {
        Map<String, Needs> calls = new TreeMap<>();
        pirogue.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, method) -> {
                    if (isOurs(method)) {
                        String form = mapping.getProducesCondition().isEmpty()
                                ? ""
                                : " "
                                        + mapping.getProducesCondition()
                                                .getProducibleMediaTypes()
                                                .iterator()
                                                .next();
                        mapping.getPatternValues().forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(verb ->
                                        calls.put(verb + " " + path + form, method.getMethodAnnotation(Needs.class))));
                    }
                });
        return calls;
    }

    /** Pages are no calls: they show what calls answer to whoever looks. */
    private static boolean isOurs(HandlerMethod method) {
        return method.getBeanType().getName().startsWith("org.pirogue.")
                && !Set.of(SignInPage.class, PasswordPage.class, MembersPage.class)
                        .contains(method.getBeanType());
    }

    /** Calls without a row, rows without a call, and rows that say another right than the call declares. */
    public Set<String> gaps() {
        Map<String, Needs> calls = calls();
        Set<String> gaps = new TreeSet<>();
        Set<String> rows = new TreeSet<>();
        for (NamedCsvRecord row : table()) {
            String call = row.getField("call");
            rows.add(call);
            Needs needs = calls.get(call);
            String said = row.getField("right") + " " + row.getField("known by");
            if (needs == null || !said.equals(needs.value() + " " + needs.of())) {
                gaps.add("row '" + call + "' says " + said + ", the call says " + needs);
            }
        }
        calls.keySet().stream().filter(call -> !rows.contains(call)).forEach(call -> gaps.add("no row for " + call));
        return gaps;
    }

    /** Every cell of the table that is not as it says. */
    public List<String> differences() {
        List<String> differences = new ArrayList<>();
        for (NamedCsvRecord row : table()) {
            compare(row, "nobody", row.getField("nobody"), differences);
            for (String role : OF_A_WORKSPACE) {
                compare(row, "red-" + role, row.getField(role), differences);
                String other = row.getField("of another workspace");
                compare(row, "blue-" + role, other.equals("as here") ? row.getField(role) : other, differences);
            }
            for (String role : List.of("operator", "administrator", "local")) {
                compare(row, role, row.getField(role), differences);
            }
        }
        return differences;
    }

    private void compare(NamedCsvRecord row, String who, String expected, List<String> differences) {
        String answer = ask(row, who);
        if (!answer.equals(expected)) {
            differences.add(row.getField("call") + " by " + who + ": " + answer + ", not " + expected);
        }
    }

    private String ask(NamedCsvRecord row, String who) {
        String[] call = row.getField("call").split(" ");
        String thing = red.getOrDefault(row.getField("known by"), "1");
        String path = call[1].replaceAll("\\{[a-z]+}", thing);
        if (row.getField("known by").equals("WORKSPACE")) {
            path = call[1].replace("{workspace}", thing).replaceAll("\\{[a-z]+}", "some");
        }
        MockHttpServletRequest request = new MockHttpServletRequest(pirogue.getServletContext(), call[0], path);
        request.setServletPath(path);
        request.setHttpServletMapping(new MockHttpServletMapping("", "/", "dispatcherServlet", MappingMatch.DEFAULT));
        request.addHeader("Accept", call.length > 2 ? call[2] : "application/json");
        if (row.getField("known by").equals("FLOW") && !call[1].contains("{flow}")) {
            request.addParameter("flow", thing);
        }
        if (tokens.containsKey(who)) {
            request.addHeader("Authorization", "Bearer " + tokens.get(who));
        } else {
            // Else it would be refused for the lack of a page's token, before anybody asks who it is.
            request.setCookies(new Cookie("XSRF-TOKEN", "page"));
            request.addHeader("X-XSRF-TOKEN", "page");
        }
        return answer(request);
    }

    private String answer(MockHttpServletRequest request) {
        AtomicBoolean reached = new AtomicBoolean();
        MockHttpServletResponse response = new MockHttpServletResponse();
        try {
            chain.doFilter(request, response, (asked, answered) -> reached.set(true));
        } catch (Exception e) {
            return e.toString();
        }
        return reached.get() ? "yes" : String.valueOf(response.getStatus());
    }
}
