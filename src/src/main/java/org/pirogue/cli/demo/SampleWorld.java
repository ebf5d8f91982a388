package org.pirogue.cli.demo;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.CountryConfig;
import org.pirogue.cli.Home;
import org.pirogue.cli.Refusal;

/** The outside systems and folders of a demonstration, filled with sample data, one for every connection of the country. */
public interface SampleWorld extends AutoCloseable {

    /**
     * @param token a personal access token of a user who may do what the connection needs
     */
    record Server(String url, String token) {}

    /** By the name of the connection. */
    Map<String, Server> servers();

    /** What happens in the country meanwhile: a late edit, a case moved, an event deleted, a figure typed by hand, a late report, a file. */
    void change();

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
