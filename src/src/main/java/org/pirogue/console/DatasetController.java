package org.pirogue.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pirogue.flow.FlowException;
import org.pirogue.workspace.dataset.Dataset;
import org.pirogue.workspace.dataset.DatasetFiles;
import org.pirogue.workspace.dataset.DatasetName;
import org.pirogue.workspace.dataset.DatasetVersion;
import org.pirogue.workspace.dataset.Datasets;
import org.pirogue.workspace.dataset.Format;
import org.pirogue.workspace.dataset.Trail;
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
    private final Trail trail;

    DatasetController(Datasets datasets, Trail trail) {
        this.datasets = datasets;
        this.trail = trail;
    }

    /** Why somebody changes what others see. */
    record Wish(@Nullable String reason, @Nullable String by) {}

    @GetMapping
    List<ApiDataset> list(@Nullable String workspace) {
        return datasets.list(workspace).stream().map(ApiDataset::of).toList();
    }

    @GetMapping("/{workspace}/{name}")
    ApiDataset.Described describe(
            @PathVariable String workspace,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable Long version) {
        DatasetName of = new DatasetName(workspace, name);
        Dataset dataset = datasets.get(of);
        return ApiDataset.Described.of(dataset, datasets.version(of, version));
    }

    @GetMapping("/{workspace}/{name}/versions")
    List<ApiDataset.Version> versions(@PathVariable String workspace, @PathVariable String name) {
        return datasets.versions(new DatasetName(workspace, name)).stream()
                .map(ApiDataset.Version::of)
                .toList();
    }

    /** @param format csv, jsonl or parquet; without it what the client accepts, and CSV where it accepts anything */
    @GetMapping("/{workspace}/{name}/rows")
    void rows(
            @PathVariable String workspace,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable Long version,
            @RequestParam(required = false) @Nullable String format,
            Principal who,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        DatasetVersion wanted = datasets.version(new DatasetName(workspace, name), version);
        Format as = format(format, request.getHeader("Accept"));
        DatasetFiles.Written written = datasets.file(wanted, as);
        trail.read(new Trail.Read(who.getName(), wanted.dataset(), wanted.version(), null, wanted.rows(), as.ending()));
        response.setHeader("X-Dataset-Version", Long.toString(wanted.version()));
        new Download(written, name + "-" + wanted.version() + "." + as.ending(), () -> true).answer(request, response);
    }

    private static Format format(@Nullable String said, @Nullable String accepted) {
        if (said != null) {
            return Format.named(said)
                    .orElseThrow(() -> new FlowException("P750", "'" + said + "' is no format: " + Format.names()));
        }
        String wish = accepted == null ? "" : accepted.toLowerCase(Locale.ROOT);
        return Format.accepted(wish).orElse(Format.CSV);
    }

    @PostMapping("/{workspace}/{name}/publish")
    ApiDataset publish(
            @PathVariable String workspace, @PathVariable String name, @RequestBody Wish wish, Principal who) {
        return state(new DatasetName(workspace, name), Dataset.State.PUBLISHED, wish, who);
    }

    @PostMapping("/{workspace}/{name}/withdraw")
    ApiDataset withdraw(
            @PathVariable String workspace, @PathVariable String name, @RequestBody Wish wish, Principal who) {
        return state(new DatasetName(workspace, name), Dataset.State.WITHDRAWN, wish, who);
    }

    private ApiDataset state(DatasetName name, Dataset.State state, Wish wish, Principal who) {
        String by = by(wish.by(), who);
        trail.changed(by, name.toString(), state.name().toLowerCase(Locale.ROOT));
        return ApiDataset.of(datasets.state(name, state, by));
    }

    /** Who signed in is known; who sits there is what they say. */
    static String by(@Nullable String said, Principal who) {
        return said == null || said.isBlank() ? who.getName() : said.strip() + " (" + who.getName() + ")";
    }
}
