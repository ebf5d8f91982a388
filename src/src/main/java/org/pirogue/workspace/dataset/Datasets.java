package org.pirogue.workspace.dataset;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is known of the datasets of this country. */
public final class Datasets {
    private final DatasetTable table;
    private final JdbcTemplate jdbc;
    private final DatasetFiles files;
    private final Retention retention;

    Datasets(JdbcTemplate jdbc, DatasetFiles files, Retention retention) {
        this.table = new DatasetTable(jdbc);
        this.jdbc = jdbc;
        this.files = files;
        this.retention = retention;
    }

    /** At the start: what a process that was killed has left. */
    void begin() {
        files.sweep();
        retention.sweep();
    }

    /** Gives up what was kept for long enough and nobody holds. @return how many versions */
    public int sweep() {
        return retention.sweep();
    }

    /** @param workspace null for all */
    public List<Dataset> list(@Nullable String workspace) {
        return table.list(workspace);
    }

    /** @throws DatasetProblem P748 where there is none */
    public Dataset get(DatasetName name) {
        return table.find(name)
                .orElseThrow(
                        () -> new DatasetProblem("P748", "there is no dataset " + name + ": see the list of datasets"));
    }

    /** The newest first. */
    public List<DatasetVersion> versions(DatasetName name) {
        get(name);
        return table.versions(name, "");
    }

    /**
     * @param version null for the current one
     * @throws DatasetProblem P748 where there is none
     */
    public DatasetVersion version(DatasetName name, @Nullable Long version) {
        get(name);
        return (version == null ? table.current(name) : table.version(name, version))
                .orElseThrow(() -> new DatasetProblem(
                        "P748", name + " has no version" + (version == null ? " yet" : " " + version)));
    }

    /**
     * The rows of a version as a file.
     *
     * @throws DatasetProblem P744 where they were given up, P747 where the file cannot be written
     */
    public DatasetFiles.Written file(DatasetVersion version, Format format) {
        if (version.droppedAt() != null) {
            throw DatasetReader.gone(version);
        }
        return files.of(version, Cut.whole(version), format);
    }

    /** @param by who wants it */
    public Dataset state(DatasetName name, Dataset.State state, String by) {
        get(name);
        jdbc.update(
                "update workspace.dataset set state = ?, state_at = ledger.now(), state_by = ? where workspace = ? and name = ?",
                state.name().toLowerCase(Locale.ROOT),
                by,
                name.workspace(),
                name.name());
        return get(name);
    }
}
