package org.pirogue.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pirogue.camel.dhis2.bulk.DataValueQuery;
import org.pirogue.camel.dhis2.bulk.DataValues;
import org.pirogue.camel.dhis2.bulk.Dhis2BulkClient;
import org.pirogue.cli.CountryConfig;
import org.pirogue.cli.Home;

class BenchServersTest {
    private static final long VALUES = 10_000;

    private final Home home = new Home(checkout());
    private final CountryConfig country = CountryConfig.read(home, "burundi");
    private final BenchFlow flow = BenchFlow.of(home, country);

    @Test
    void theCopyBringsEveryMappedValueInCallsOfAThousand() {
        try (BenchServers servers = start();
                Dhis2BulkClient source = servers.client(flow.source());
                Dhis2BulkClient target = servers.client(BenchServers.COPY)) {
            PlainCopy copy = new PlainCopy(flow, source, target);
            copy.run();

            assertThat(copy.read()).isEqualTo(VALUES);
            assertThat(copy.written()).isBetween(VALUES / 2, VALUES).isEqualTo(servers.applied(BenchServers.COPY));
            assertThat(servers.requests(List.of(BenchServers.COPY)))
                    .isBetween(copy.written() / 1_000, copy.written() / 1_000 + 10);
            assertThat(servers.applied(flow.target())).isZero();
        }
    }

    @Test
    void valuesThatAreTouchedAreAllReadAgainAsTheyWere() {
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        try (BenchServers servers = start();
                Dhis2BulkClient source = servers.client(flow.source())) {
            long sum = sum(source, "1990-01-01");
            assertThat(sum(source, today)).isZero();

            servers.touch(flow.source());

            assertThat(sum(source, today)).isPositive().isEqualTo(sum);
        }
    }

    private long sum(Dhis2BulkClient source, String since) {
        DataValueQuery all = PlainCopy.everything(flow, source);
        long sum = 0;
        DataValueQuery updated = DataValueQuery.of(all.dataSets().get(0))
                .below(all.orgUnits().get(0))
                .between(all.startDate(), all.endDate())
                .lastUpdated(since)
                .build();
        try (DataValues values = source.exportDataValues(updated)) {
            while (values.hasNext()) {
                sum += Long.parseLong(values.next().value());
            }
        }
        return sum;
    }

    private BenchServers start() {
        Path sample = home.configOf("burundi").resolveSibling("sandbox");
        return BenchServers.start(sample, country.connections(), flow.target(), VALUES, false);
    }

    private static Path checkout() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("deploy/codes.md"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
