package org.pirogue.cli.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.CountryConfig;
import org.pirogue.cli.Home;
import org.pirogue.cli.Refusal;
import org.pirogue.cli.rest.RunRequest;

/** The outside systems and folders of a demonstration, filled with sample data, one for every connection of the country. */
public interface SampleWorld extends AutoCloseable {

    /**
     * @param token a personal access token of a user who may do what the connection needs
     */
    record Server(String url, String token) {}

    /**
     * Somebody outside who is given a dataset by a topic.
     *
     * @param dataset {@code workspace/name}
     * @param flow that writes it
     * @param key columns that name a row, all of them among {@code columns}
     */
    record Partner(
            String account, String dataset, String flow, List<String> columns, List<String> key, String purpose) {
        String workspace() {
            return dataset.substring(0, dataset.indexOf('/'));
        }

        String name() {
            return dataset.substring(dataset.indexOf('/') + 1);
        }
    }

    /** By the name of the connection. */
    Map<String, Server> servers();

    /** What a run of this flow is asked for: the flow's own window, or the periods that the sample names. */
    RunRequest request(String flow, RunRequest.Mode mode);

    /** What happens in the country meanwhile: a late edit, a case moved, an event deleted, a figure typed by hand, a late report, a file. */
    void change();

    /** The partner of this country who is away on the second day; empty where there is none. */
    Optional<Partner> partner();

    /** What comes after {@link #change}, so that there is one version more: files. */
    void changeAgain();

    @Override
    void close();

    /** Where sample worlds come from. */
    interface Maker {

        /**
         * @param files the folder in which those of the country's connections lie
         * @param cases about how many; null for as many as the sample is made for
         * @param seed null for the sample’s own
         * @throws Refusal P520 if there is no sample of this country
         */
        SampleWorld start(Home home, CountryConfig country, Path files, @Nullable Integer cases, @Nullable Long seed);
    }
}
