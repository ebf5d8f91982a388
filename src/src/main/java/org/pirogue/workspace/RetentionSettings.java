package org.pirogue.workspace;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what may be about persons is kept, in days; 0: for ever. What is said of a flow wins over what is said of its workspace,
 * and that over the country's.
 *
 * @param caseDays after the last day of a period its case records are kept for so long: then its counts stand as they are
 * @param rejectDays so long a reject is kept after it was settled
 * @param workspaces by name
 * @param flows by name
 */
@ConfigurationProperties("pirogue.retention")
public record RetentionSettings(
        @DefaultValue("0") int caseDays,
        @DefaultValue("730") int rejectDays,
        @Nullable Map<String, Days> workspaces,
        @Nullable Map<String, Days> flows) {
    public RetentionSettings {
        workspaces = workspaces == null ? Map.of() : Map.copyOf(workspaces);
        flows = flows == null ? Map.of() : Map.copyOf(flows);
    }

    /** What nobody has set. */
    public static final RetentionSettings USUAL = new RetentionSettings(0, 730, null, null);

    /** Of one workspace or flow. */
    public record Days(@Nullable Integer caseDays, @Nullable Integer rejectDays) {}

    public int caseDays(String workspace, String flow) {
        Days ofFlow = flows.get(flow);
        Days ofWorkspace = workspaces.get(workspace);
        if (ofFlow != null && ofFlow.caseDays() != null) {
            return ofFlow.caseDays();
        }
        return ofWorkspace != null && ofWorkspace.caseDays() != null ? ofWorkspace.caseDays() : caseDays;
    }

    public int rejectDays(String workspace, String flow) {
        Days ofFlow = flows.get(flow);
        Days ofWorkspace = workspaces.get(workspace);
        if (ofFlow != null && ofFlow.rejectDays() != null) {
            return ofFlow.rejectDays();
        }
        return ofWorkspace != null && ofWorkspace.rejectDays() != null ? ofWorkspace.rejectDays() : rejectDays;
    }
}
