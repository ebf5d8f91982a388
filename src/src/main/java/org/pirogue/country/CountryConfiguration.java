package org.pirogue.country;

import org.pirogue.flow.FlowFiles;
import org.pirogue.flow.Flows;
import org.pirogue.flow.Node;
import org.pirogue.home.DataDirectory;
import org.pirogue.home.HomeSettings;
import org.pirogue.home.StartupGate;
import org.pirogue.pressure.Gates;
import org.pirogue.workspace.Connections;
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
    FilesCheck filesCheck(HomeSettings home, Workspaces workspaces, FlowFiles files) {
        return new FilesCheck(home, workspaces, files);
    }

    @Bean
    Flows flows(FilesCheck checked) {
        return checked.flows();
    }

    @Bean(destroyMethod = "close")
    Connections connections(WorkspaceSettings settings, Gates gates, StartupGate gate) {
        return new Connections(settings.connections(), gates::of);
    }
}
