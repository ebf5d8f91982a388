package org.pirogue.flow.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Table;
import org.pirogue.files.FilePlace;
import org.pirogue.files.FilePlaces;
import org.pirogue.files.Received;
import org.pirogue.files.Spool;
import org.pirogue.flow.Failure;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowException;
import org.pirogue.flow.FlowFiles;
import org.pirogue.flow.Flows;
import org.pirogue.prepare.file.ErrorBook;
import org.pirogue.prepare.file.ErrorWords;
import org.pirogue.prepare.file.FileRules;
import org.pirogue.prepare.file.FileTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Behind {@code table-file-source}: all files of a place that are asked for, read as one table. */
public class TableFileSource {
    private static final Logger LOG = LoggerFactory.getLogger(TableFileSource.class);
    private static final String NEWEST = "newest";

    private final WholeTable whole;
    private final Flows flows;
    private final FlowFiles files;
    private final FilePlaces places;
    private final Spool spool;

    public TableFileSource(WholeTable whole, Flows flows, FlowFiles files, FilePlaces places, Spool spool) {
        this.whole = whole;
        this.flows = flows;
        this.files = files;
        this.places = places;
        this.spool = spool;
    }

    /**
     * Opens the run, and gives its table.
     *
     * @param columns declaration beside the flow
     * @param take {@code all} or {@code newest}: of rows that are equal in {@code key} those of the newest file
     * @param key columns, separated by commas
     * @param marked {@code back}: a file with faults goes back as a workbook in which they are marked; {@code no}
     * @param language of that workbook
     */
    public Iterator<Table> tables(
            String flow,
            String connection,
            String folder,
            String pattern,
            String columns,
            String take,
            String key,
            String marked,
            String language,
            int quietSecs,
            int mostFiles,
            int mostMegabytes,
            Exchange exchange) {
        FilePlace.Wanted wanted = new FilePlace.Wanted(
                folder, pattern, Duration.ofSeconds(quietSecs), mostFiles, (long) mostMegabytes << 20);
        return whole.of(flow, exchange, envelope -> {
            FileRules rules = files.fileRules(flows.of(envelope), columns);
            List<String> keys = take.equals(NEWEST) ? keys(key, rules) : List.of();
            boolean back = marked.equals("back") && envelope.mode() == Envelope.Mode.SYNC;
            return new Reading(connection, wanted, rules, keys, back ? language : "").open(envelope);
        });
    }

    /** @throws FlowException P680 where it names no column, or one that is none */
    public static List<String> keys(String key, FileRules rules) {
        List<String> keys = Arrays.stream(key.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        List<String> columns =
                rules.tableColumns().stream().map(column -> column.name()).toList();
        if (keys.isEmpty() || !columns.containsAll(keys)) {
            throw new FlowException(
                    "P680", "'files: newest' needs a key: '" + key + "' is not among the columns " + columns);
        }
        return keys;
    }

    /** Of files that lie somewhere: what the source makes of them, as its parameters say. @param sources the newest first */
    public Table of(Envelope envelope, Flow.Step source, List<FileTable.Source> sources) {
        FileRules rules = files.fileRules(flows.of(envelope), source.parameter("columns"));
        boolean newest = NEWEST.equals(source.parameters().get("files"));
        List<String> keys = newest ? keys(source.parameters().getOrDefault("key", ""), rules) : List.of();
        return new FileTable(rules, sources, keys, faulty -> {}).open(envelope);
    }

    /** One run's files. */
    private final class Reading {
        private final String connection;
        private final FilePlace place;
        private final FilePlace.Wanted wanted;
        private final FileRules rules;
        private final List<String> key;
        private final String language;
        private final Path folder = spool.open();
        private final List<FileTable.Source> faulty = new ArrayList<>();
        private final List<Received> received = new ArrayList<>();

        Reading(String connection, FilePlace.Wanted wanted, FileRules rules, List<String> key, String language) {
            this.connection = connection;
            this.place = places.of(connection);
            this.wanted = wanted;
            this.rules = rules;
            this.key = key;
            this.language = language;
        }

        Table open(Envelope envelope) {
            try {
                received.addAll(place.receive(wanted, folder));
                List<FileTable.Source> sources = received.stream()
                        .sorted(Comparator.comparing(Received::written)
                                .reversed()
                                .thenComparing(Received::name, Comparator.reverseOrder()))
                        .map(each -> new FileTable.Source(each.copy(), each.name()))
                        .toList();
                Table table = new FileTable(rules, sources, key, faulty::add).open(envelope);
                return table.changed(
                        table.columns(),
                        table.parts(),
                        () -> end(sources, !table.parts().hasNext()));
            } catch (RuntimeException refused) {
                forget();
                throw refused;
            }
        }

        /** @param read whether all of it was */
        private void end(List<FileTable.Source> sources, boolean read) {
            if (!Files.isDirectory(folder)) {
                return;
            }
            try {
                if (read && !language.isEmpty()) {
                    giveBack(sources);
                }
            } finally {
                forget();
            }
        }

        private void forget() {
            for (Received each : received) {
                try {
                    each.close();
                } catch (IOException stays) {
                    throw new UncheckedIOException(stays);
                }
            }
            Spool.remove(folder);
        }

        /** Nothing hangs on it: a place that takes nothing does not keep the rows from travelling. */
        private void giveBack(List<FileTable.Source> sources) {
            try {
                List<FilePlace.Returned> all = new ArrayList<>();
                for (FileTable.Source source : sources) {
                    all.add(new FilePlace.Returned(source.name() + "-errors.xlsx", book(source, all.size())));
                }
                place.giveBack(wanted.folder(), all);
            } catch (IOException | RuntimeException unwilling) {
                LOG.warn(
                        "P699 what goes back to who sent files to '{}' could not be given back: {}",
                        connection,
                        Failure.of(unwilling).code());
            }
        }

        private @Nullable Path book(FileTable.Source source, int number) throws IOException {
            if (!faulty.contains(source)) {
                return null;
            }
            Path book = folder.resolve("book-" + number + ".xlsx");
            new ErrorBook(rules, ErrorWords.in(language)).write(source, book);
            return book;
        }
    }
}
