package org.pirogue.workspace.dataset;

import java.util.Objects;
import javax.sql.DataSource;
import org.pirogue.home.DataDirectory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The books of datasets over the application's one database. */
@Configuration(proxyBeanMethods = false)
public class DatasetConfiguration {

    private static DataSource source(JdbcTemplate jdbc) {
        return Objects.requireNonNull(jdbc.getDataSource());
    }

    @Bean
    DatasetReader datasetReader(JdbcTemplate jdbc) {
        return new DatasetReader(source(jdbc));
    }

    @Bean
    DatasetFiles datasetFiles(DataDirectory data, DatasetReader reader) {
        return new DatasetFiles(data.root().resolve("datasets"), reader);
    }

    @Bean
    Retention datasetRetention(JdbcTemplate jdbc, DatasetFiles files) {
        return new Retention(jdbc, transaction(jdbc), files);
    }

    @Bean
    DatasetPublisher datasetPublisher(JdbcTemplate jdbc, Retention retention) {
        return new DatasetPublisher(source(jdbc), retention);
    }

    @Bean
    @Lazy
    ScratchDatasets scratchDatasets(JdbcTemplate jdbc) {
        return new ScratchDatasets(source(jdbc));
    }

    @Bean
    Datasets datasets(JdbcTemplate jdbc, DatasetFiles files, Retention retention) {
        Datasets datasets = new Datasets(jdbc, files, retention);
        datasets.begin();
        return datasets;
    }

    @Bean
    Shares shares(
            JdbcTemplate jdbc,
            Datasets datasets,
            DatasetFiles files,
            DatasetReader reader,
            ObjectProvider<Giving> giving) {
        return new Shares(
                jdbc,
                transaction(jdbc),
                datasets,
                files,
                reader,
                Giving.all(giving.orderedStream().toList()));
    }

    @Bean
    ShareChanges shareChanges(JdbcTemplate jdbc) {
        return new ShareChanges(source(jdbc));
    }

    @Bean
    PersonRows personRows(JdbcTemplate jdbc) {
        return new PersonRows(jdbc);
    }

    @Bean
    Redaction redaction(JdbcTemplate jdbc, DatasetReader reader, DatasetFiles files) {
        return new Redaction(jdbc, transaction(jdbc), reader, files);
    }

    @Bean
    ShareRoles shareRoles(JdbcTemplate jdbc, Shares shares) {
        return new ShareRoles(jdbc, transaction(jdbc), shares);
    }

    private static TransactionTemplate transaction(JdbcTemplate jdbc) {
        return new TransactionTemplate(new JdbcTransactionManager(source(jdbc)));
    }
}
