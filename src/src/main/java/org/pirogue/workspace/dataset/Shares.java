package org.pirogue.workspace.dataset;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Column;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Who was given which part of which dataset: asked anew with each request, so that what is withdrawn is withdrawn. */
public final class Shares {
    private static final Logger LOG = LoggerFactory.getLogger(Shares.class);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Datasets datasets;
    private final DatasetFiles files;
    private final DatasetReader reader;
    private final ShareTable table;
    private final Giving giving;

    /** @param giving told of what shares give */
    Shares(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            Datasets datasets,
            DatasetFiles files,
            DatasetReader reader,
            Giving giving) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.datasets = datasets;
        this.files = files;
        this.reader = reader;
        this.table = new ShareTable(jdbc);
        this.giving = giving;
    }

    /** Of all datasets, withdrawn ones too. */
    public List<Share> list() {
        return table.list("order by s.share");
    }

    /** @throws DatasetProblem P752 where there is none */
    public Share get(long id) {
        return table.find(id).orElseThrow(() -> new DatasetProblem("P752", "there is no share " + id));
    }

    /**
     * @param version a version that is promised, and kept; null for the newest
     * @throws DatasetProblem P753 a dataset that may not be shared, P754 terms that cannot be, P755 a promised version that would
     *     single persons out
     */
    public Share add(DatasetName name, Share.Terms terms, @Nullable Long version, String by) {
        check(name, terms, version);
        DatasetVersion current = datasets.version(name, version);
        return Objects.requireNonNull(transaction.execute(status -> {
            long id = table.insert(name, terms, version, by);
            new DatasetUnits(jdbc).reach(id);
            Share made = get(id);
            follow(made, current);
            return get(id);
        }));
    }

    /** @throws DatasetProblem as {@link #add}, which asks it, too */
    public void check(DatasetName name, Share.Terms terms, @Nullable Long version) {
        Dataset dataset = datasets.get(name);
        DatasetVersion current = datasets.version(name, version);
        mayBeShared(dataset, current);
        new ShareWish(current, jdbc).check(terms);
    }

    private static void mayBeShared(Dataset dataset, DatasetVersion version) {
        if (dataset.state() != Dataset.State.PUBLISHED) {
            throw new DatasetProblem(
                    "P753",
                    dataset.name() + " is not published: look at it, then ./pirogue datasets publish "
                            + dataset.name());
        }
        if (version.lineage().path("cases").asBoolean()
                && !version.lineage().path("anonymised").asBoolean()) {
            throw new DatasetProblem(
                    "P753",
                    dataset.name() + " comes from a list of cases, and no anonymise-action is in its flow: add one");
        }
    }

    /**
     * Other columns, another end: what was promised changes, and a version that broke the promise may come.
     *
     * @throws DatasetProblem P754 terms that cannot be, P755 where a column has small counts
     */
    public Share renew(long id, List<String> columns, @Nullable Instant expiresAt) {
        Share share = get(id);
        Share.Terms old = share.terms();
        Share.Terms terms = new Share.Terms(
                old.kind(),
                old.recipient(),
                columns.isEmpty() ? old.columns() : columns,
                old.unitColumn(),
                old.units(),
                old.unitsBelow(),
                old.periodColumn(),
                old.from(),
                old.to(),
                old.purpose(),
                expiresAt == null ? old.expiresAt() : expiresAt);
        new ShareWish(datasets.version(share.dataset(), share.version()), jdbc).check(terms);
        transaction.executeWithoutResult(status -> {
            table.renew(id, terms.columns(), terms.expiresAt());
            noSmallCells(get(id));
            Long given = share.version() != null ? share.version() : share.given();
            if (given != null && !terms.columns().equals(old.columns())) {
                giving.gives(get(id), datasets.version(share.dataset(), given));
            }
        });
        return get(id);
    }

    /** Other columns may be counts that were not seen before. */
    private void noSmallCells(Share share) {
        Long given = share.version() != null ? share.version() : share.given();
        if (given != null) {
            DatasetVersion version = datasets.version(share.dataset(), given);
            Releases.Looked looked = new Releases(jdbc).cells(null, version, share);
            if (!looked.isFine()) {
                throw standsOut(share, version, looked);
            }
        }
    }

    private static DatasetProblem standsOut(Share share, DatasetVersion version, Releases.Looked looked) {
        return new DatasetProblem(
                "P755",
                "version " + version.version() + " of " + share.dataset() + " is not given to "
                        + share.terms().recipient() + ": " + looked.groups() + " groups or cells of fewer than "
                        + looked.k() + " persons would stand out; give fewer columns, or a later version");
    }

    /** From now on nothing of it is answered. */
    public Share withdraw(long id, String by) {
        get(id);
        table.withdraw(id, by);
        return get(id);
    }

    /** Whether it is answered: for whoever is in the middle of an answer. */
    public BooleanSupplier live(long id) {
        return () -> table.find(id).map(Share::live).orElse(false);
    }

    /** After a new version: each share gives it, unless together with the one before it singles a person out. */
    public void follow(DatasetName name) {
        DatasetVersion current = datasets.version(name, null);
        table.ofDataset(name).stream()
                .filter(share -> share.live() && share.version() == null)
                .filter(share -> !Objects.equals(share.given(), current.version()))
                .forEach(share -> follow(share, current));
    }

    private void follow(Share share, DatasetVersion version) {
        Optional<DatasetVersion> before =
                table.givenBefore(share).map(given -> datasets.version(share.dataset(), given));
        Releases.Looked looked = new Releases(jdbc).look(before.orElse(null), version, share);
        transaction.executeWithoutResult(status -> {
            if (looked.isFine()) {
                table.give(share.id(), version.version());
                giving.gives(share, version);
            } else if (share.version() != null) {
                // A promise that waits would be kept by no later version.
                throw standsOut(share, version, looked);
            } else if (table.waits(share.id(), version.version(), looked.groups(), looked.k())) {
                giving.waits(share, version);
                warn(share, before, version, looked);
            }
        });
    }

    private static void warn(
            Share share, Optional<DatasetVersion> before, DatasetVersion version, Releases.Looked looked) {
        LOG.warn(
                "P755 share {} of {} stays at version {}: with version {} {} groups or cells of fewer than {} persons would stand out",
                share.id(),
                share.dataset(),
                before.map(DatasetVersion::version).orElse(0L),
                version.version(),
                looked.groups(),
                looked.k());
    }

    /** What a share gives now. */
    public record Given(Share share, DatasetVersion version, Cut cut, long rows) {
        /** Its columns, with their documentation. */
        public List<Column> columns() {
            return cut.of(version);
        }

        /** Another one where it would give other columns, rows or units of the same version. */
        public String mark() {
            return cut.name();
        }
    }

    /** @throws DatasetProblem P752 where it is not answered, or gives nothing yet */
    public Given given(long id) {
        Share share = get(id);
        if (!share.live()) {
            throw new DatasetProblem("P752", "share " + id + " is withdrawn, expired, or its dataset is not published");
        }
        Long version = share.version() != null ? share.version() : share.given();
        if (version == null) {
            throw new DatasetProblem(
                    "P752",
                    "share " + id
                            + " gives nothing yet: it would single persons out, together with what was given before or by small counts");
        }
        return given(share, datasets.version(share.dataset(), version));
    }

    private Given given(Share share, DatasetVersion version) {
        Cut cut = ShareFilter.cut(share, version, table.units(share.id()));
        return new Given(share, version, cut, reader.count(version, cut));
    }

    /**
     * What it gave when it gave this version.
     *
     * @throws DatasetProblem P752 where it is not answered any more, P744 where the rows of the version were given up
     */
    public Given given(long id, long version) {
        Share share = get(id);
        DatasetVersion of = datasets.version(share.dataset(), version);
        if (!share.live()) {
            throw new DatasetProblem("P752", "share " + id + " is withdrawn, expired, or its dataset is not published");
        }
        if (of.droppedAt() != null) {
            throw DatasetReader.gone(of);
        }
        return given(share, of);
    }

    public DatasetFiles.Written file(Given given, Format format) {
        return files.of(given.version(), given.cut(), format);
    }

    /** As {@link DatasetReader#table}. */
    public Table table(Given given, Envelope envelope) {
        return reader.table(given.version(), given.cut(), envelope);
    }
}
