package org.pirogue.country;

import java.time.Clock;
import org.pirogue.country.deploy.Started;
import org.pirogue.files.FilePlaces;
import org.pirogue.files.Spool;
import org.pirogue.flow.Flows;
import org.pirogue.flow.Node;
import org.pirogue.home.DataDirectory;
import org.pirogue.home.HomeSettings;
import org.pirogue.home.StartupGate;
import org.pirogue.pressure.Gates;
import org.pirogue.workspace.Connections;
import org.pirogue.workspace.WorkspaceSecrets;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.Workspaces;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The country's data directory, its files once checked, and its connections. */
@Configuration(proxyBeanMethods = false)
class CountryConfiguration {

    @Bean(destroyMethod = "close")
    DataDirectory dataDirectory(HomeSettings home) {
        return DataDirectory.open(home.dataPath());
    }

    @Bean
    Node node(DataDirectory data) {
        return new Node(data.secrets().of("node-name"));
    }

    @Bean
    Workspaces workspaces(WorkspaceSettings settings) {
        return new Workspaces(settings);
    }

    @Bean
    FilesCheck filesCheck(Started started) {
        return new FilesCheck(started.problems());
    }

    @Bean
    Flows flows(Started started) {
        return new Flows(started.deployment().flows(), started.deployment().versions());
    }

    @Bean(destroyMethod = "close")
    FilePlaces filePlaces(
            WorkspaceSettings settings,
            HomeSettings home,
            Spool spool,
            Clock clock,
            Gates gates,
            WorkspaceSecrets secrets) {
        return new FilePlaces(settings, home.filesPath(), spool, clock, gates::of, secrets);
    }

    @Bean(destroyMethod = "close")
    Connections connections(WorkspaceSettings settings, Gates gates, StartupGate gate, WorkspaceSecrets secrets) {
        return new Connections(settings.connections(), gates::of, secrets);
    }
}
