package org.pirogue.country.lint;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.pirogue.flow.DeliverySettings;
import org.pirogue.pressure.PressureSettings;
import org.pirogue.workspace.RetentionSettings;
import org.pirogue.workspace.WorkspaceSettings;
import org.quartz.CronExpression;

/**
 * {@code application-<country>.yaml}: workspaces, connections, flows. The machine's own settings (database, broker, ports, logs)
 * are not a country's to set, and no text of it is resolved: it could otherwise send the machine's secrets somewhere.
 */
public final class ConfigShape {
    private static final String CONNECTIONS = "pirogue.connections.";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final Pattern MACHINE = Pattern.compile("PIROGUE_(DATABASE|BROKER|HOME|DATA|COUNTRY|JAVA)(_.*)?");
    private static final Set<String> SCHEDULES = Set.of(
            "pirogue.follow-schedule",
            "pirogue.shares-schedule",
            "pirogue.keeping-schedule",
            "pirogue.delivery.sweep-schedule",
            "pirogue.delivery.recheck-schedule");
    private static final Map<String, Set<String>> GROUPS = groups();

    private final String country;
    private final Report report;
    private final Map<String, Branch> leaves = new LinkedHashMap<>();

    public ConfigShape(String country, Report report) {
        this.country = country;
        this.report = report;
    }

    private static Map<String, Set<String>> groups() {
        Set<String> connection = fields(WorkspaceSettings.Connection.class);
        connection.addAll(fields(PressureSettings.Limits.class));
        return Map.of(
                "workspaces", fields(WorkspaceSettings.Workspace.class),
                "connections", connection,
                "flows", fields(WorkspaceSettings.Flow.class));
    }

    /** {@code responseTimeoutSecs} as {@code response-timeout-secs}. */
    private static Set<String> fields(Class<?> settings) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(settings.getRecordComponents())
                .map(RecordComponent::getName)
                .map(ConfigShape::hyphened)
                .forEach(names::add);
        return names;
    }

    private static String hyphened(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    public void check(Branch file) {
        if (!file.isObject()) {
            report.add("P193", file.line(), null, "no settings", "begin with pirogue:");
            return;
        }
        gather("", file);
        leaves.forEach(this::setting);
        secrets();
    }

    private void gather(String path, Branch branch) {
        if (branch.isObject()) {
            branch.keys().forEach((key, value) -> gather(path.isEmpty() ? key : path + "." + key, value));
        } else if (branch.isList()) {
            int number = 0;
            for (Branch item : branch.items()) {
                gather(path + "[" + number++ + "]", item);
            }
        } else {
            if (leaves.put(path, branch) != null) {
                report.add("P180", branch.line(), path, "the setting stands twice", "keep one of them");
            }
        }
    }

    private void setting(String path, Branch value) {
        String[] parts = path.replaceAll("\\[\\d+]$", "").split("\\.", -1);
        if (value.text().contains("${")
                || value.text().contains("#{")
                || value.text().contains("{{")) {
            report.add("P186", value.line(), value.text(), "a placeholder", "write the value itself");
        }
        if (path.equals("pirogue.country")) {
            if (!value.text().equals(country)) {
                report.add("P193", value.line(), value.text(), "not the country of this folder", "write " + country);
            }
        } else if (SCHEDULES.contains(path)) {
            if (!CronExpression.isValidExpression(value.text())) {
                report.add(
                        "P174",
                        value.line(),
                        value.text(),
                        "no Quartz cron expression",
                        "six fields, seconds first: 0 10 * * * ?");
            }
        } else if (!isDelivery(parts) && !isRetention(parts) && !isOfAGroup(parts, value)) {
            report.add(
                    "P193",
                    value.line(),
                    path,
                    "not a setting that a country makes",
                    "give it on the command line, --name=value, or in the machine's environment");
        } else if (parts.length == 4 && parts[1].equals("connections")) {
            connection(parts[3], value);
        }
    }

    private static boolean isDelivery(String[] parts) {
        return parts.length == 3
                && parts[0].equals("pirogue")
                && parts[1].equals("delivery")
                && fields(DeliverySettings.class).contains(parts[2]);
    }

    /** {@code pirogue.retention.case-days}, and the same below a workspace or flow. */
    private static boolean isRetention(String[] parts) {
        boolean named = parts.length == 5
                && Set.of("workspaces", "flows").contains(parts[2])
                && NAME.matcher(parts[3]).matches();
        return (parts.length == 3 || named)
                && parts[0].equals("pirogue")
                && parts[1].equals("retention")
                && fields(RetentionSettings.Days.class).contains(parts[parts.length - 1]);
    }

    private boolean isOfAGroup(String[] parts, Branch value) {
        if (parts.length < 2 || !parts[0].equals("pirogue") || !GROUPS.containsKey(parts[1])) {
            return false;
        }
        if (parts.length == 4) {
            if (!NAME.matcher(parts[2]).matches()) {
                report.add("P193", value.line(), parts[2], "no name", "small letters, digits and hyphens");
            }
            Set<String> known = GROUPS.get(parts[1]);
            if (known.contains(parts[3])) {
                return true;
            }
            if (Texts.isSecret(parts[3]) && !known.contains(hyphened(parts[3]))) {
                report.add(
                        "P189",
                        value.line(),
                        parts[3],
                        "a secret has no place here",
                        "point to it by token-env or token-file");
            } else {
                report.add("P193", value.line(), parts[3], "no such setting", Nearest.to(hyphened(parts[3]), known));
            }
            return true;
        }
        return value.isNull() && parts.length <= 3;
    }

    private void connection(String field, Branch value) {
        String text = value.text();
        switch (field) {
            case "url" -> {
                if (text.matches("(?i)https?://[^/]*@.*")) {
                    report.add(
                            "P189",
                            value.line(),
                            null,
                            "a secret has no place in an address",
                            "token-env or token-file");
                } else if (text.matches(".*[?#].*")) {
                    report.add(
                            "P193", value.line(), text, "an address with a question or a mark", "end it before them");
                }
            }
            case "token-env", "password-env" -> {
                if (!text.matches("PIROGUE_[A-Z0-9_]+") || MACHINE.matcher(text).matches()) {
                    report.add(
                            "P193",
                            value.line(),
                            text,
                            "not a variable of a connection",
                            "name it PIROGUE_CONNECTION_TOKEN");
                }
            }
            case "token-file", "password-file", "ca-file", "certificate-file", "key-file" -> {
                if (text.matches("(/proc|/dev|/sys)(/.*)?|(.*/)?\\.\\.(/.*)?|(.*/)?secrets/(?!connections/).*")) {
                    report.add("P188", value.line(), text, "no place for a connection's secret", "a file of its own");
                }
            }
            default -> {}
        }
    }

    /** Of two workspaces each keeps its own: who names another's secret would send it to a server of its own. */
    private void secrets() {
        Map<String, String> owners = new HashMap<>();
        leaves.forEach((path, value) -> {
            if (path.startsWith(CONNECTIONS) && path.matches(".*\\.((token|password)-(env|file)|key-file)")) {
                String workspace = leaves.getOrDefault(path.substring(0, path.lastIndexOf('.')) + ".workspace", value)
                        .text();
                String other = owners.putIfAbsent(value.text(), workspace);
                if (other != null && !other.equals(workspace)) {
                    report.add(
                            "P193",
                            value.line(),
                            value.text(),
                            "the secret of a connection of workspace '" + other + "'",
                            "use its own");
                }
            }
        });
    }
}
