package org.pirogue.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pirogue.flow.FlowException;
import org.pirogue.workspace.access.Needs;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Rights;
import org.pirogue.workspace.audit.AuditTrail;
import org.pirogue.workspace.audit.Deed;
import org.pirogue.workspace.audit.Verb;
import org.pirogue.workspace.dataset.Dataset;
import org.pirogue.workspace.dataset.DatasetFiles;
import org.pirogue.workspace.dataset.DatasetName;
import org.pirogue.workspace.dataset.DatasetVersion;
import org.pirogue.workspace.dataset.Datasets;
import org.pirogue.workspace.dataset.Format;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The REST interface of datasets: what there is, what is known of it, and its rows. */
@RestController
@RequestMapping("/api/datasets")
class DatasetController {
    private final Datasets datasets;
    private final Rights rights;
    private final AuditTrail trail;

    DatasetController(Datasets datasets, Rights rights, AuditTrail trail) {
        this.datasets = datasets;
        this.rights = rights;
        this.trail = trail;
    }

    /** Why somebody changes what others see. */
    record Wish(@Nullable String reason) {}

    @GetMapping
    @Needs(value = Right.READ_DATASET, of = Needs.Of.LIST)
    List<ApiDataset> list(@Nullable String workspace) {
        return datasets.list(workspace).stream()
                .filter(each -> rights.seen(Right.READ_DATASET).test(each.name().workspace()))
                .map(ApiDataset::of)
                .toList();
    }

    @GetMapping("/{workspace}/{name}")
    @Needs(value = Right.READ_DATASET, of = Needs.Of.WORKSPACE)
    ApiDataset.Described describe(
            @PathVariable String workspace,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable Long version) {
        DatasetName of = named(workspace, name, Right.READ_DATASET);
        Dataset dataset = datasets.get(of);
        return ApiDataset.Described.of(dataset, datasets.version(of, version));
    }

    @GetMapping("/{workspace}/{name}/versions")
    @Needs(value = Right.READ_DATASET, of = Needs.Of.WORKSPACE)
    List<ApiDataset.Version> versions(@PathVariable String workspace, @PathVariable String name) {
        return datasets.versions(named(workspace, name, Right.READ_DATASET)).stream()
                .map(ApiDataset.Version::of)
                .toList();
    }

    /** @param format csv, jsonl or parquet; without it what the client accepts, and CSV where it accepts anything */
    @GetMapping("/{workspace}/{name}/rows")
    @Needs(value = Right.READ_DATASET, of = Needs.Of.WORKSPACE, writesItself = true)
    void rows(
            @PathVariable String workspace,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable Long version,
            @RequestParam(required = false) @Nullable String format,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        DatasetVersion wanted = datasets.version(named(workspace, name, Right.READ_DATASET), version);
        Format as = format(format, request.getHeader("Accept"));
        DatasetFiles.Written written = datasets.file(wanted, as);
        trail.write(Deed.allowed(rights.caller().actor(), Verb.READ, resource(wanted), workspace)
                .rows(wanted.rows())
                .why(rights.caller().purpose()));
        response.setHeader("X-Dataset-Version", Long.toString(wanted.version()));
        new Download(written, name + "-" + wanted.version() + "." + as.ending(), () -> true).answer(request, response);
    }

    static Format format(@Nullable String said, @Nullable String accepted) {
        if (said != null) {
            return Format.named(said)
                    .orElseThrow(() -> new FlowException("P750", "'" + said + "' is no format: " + Format.names()));
        }
        String wish = accepted == null ? "" : accepted.toLowerCase(Locale.ROOT);
        return Format.accepted(wish).orElse(Format.CSV);
    }

    @PostMapping("/{workspace}/{name}/publish")
    @Needs(value = Right.PUBLISH, of = Needs.Of.WORKSPACE, writesItself = true)
    ApiDataset publish(@PathVariable String workspace, @PathVariable String name, @RequestBody Wish wish) {
        return state(named(workspace, name, Right.PUBLISH), Dataset.State.PUBLISHED, Verb.PUBLISH, wish);
    }

    @PostMapping("/{workspace}/{name}/withdraw")
    @Needs(value = Right.PUBLISH, of = Needs.Of.WORKSPACE, writesItself = true)
    ApiDataset withdraw(@PathVariable String workspace, @PathVariable String name, @RequestBody Wish wish) {
        return state(named(workspace, name, Right.PUBLISH), Dataset.State.WITHDRAWN, Verb.WITHDRAW, wish);
    }

    private ApiDataset state(DatasetName name, Dataset.State state, Verb verb, Wish wish) {
        trail.write(Deed.allowed(rights.caller().actor(), verb, "datasets/" + name, name.workspace())
                .why(wish.reason()));
        return ApiDataset.of(datasets.state(name, state, rights.caller().name()));
    }

    /** @throws org.pirogue.workspace.access.AccessRefused where the caller may not, or does not know the workspace */
    private DatasetName named(String workspace, String name, Right right) {
        rights.need(right, workspace);
        return new DatasetName(workspace, name);
    }

    static String resource(DatasetVersion version) {
        return "datasets/" + version.dataset() + "/" + version.version();
    }
}
