package org.pirogue.country.deploy;

import java.time.Clock;
import org.apache.camel.CamelContext;
import org.pirogue.country.Schedules;
import org.pirogue.flow.Archive;
import org.pirogue.flow.Collecting;
import org.pirogue.flow.FlowFiles;
import org.pirogue.flow.FlowStarter;
import org.pirogue.flow.Flows;
import org.pirogue.flow.Pairs;
import org.pirogue.flow.ReconcileSchedules;
import org.pirogue.flow.Relations;
import org.pirogue.home.DataDirectory;
import org.pirogue.home.HomeSettings;
import org.pirogue.ledger.run.VersionBook;
import org.pirogue.workspace.FlowSettings;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.Workspaces;
import org.pirogue.workspace.audit.AuditTrail;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** The version that runs, and what brings the next. */
@Configuration(proxyBeanMethods = false)
class DeployConfiguration {

    @Bean
    Snapshots snapshots(DataDirectory data) {
        return new Snapshots(data.root().resolve("deployed"));
    }

    @Bean
    Started started(HomeSettings home, Snapshots snapshots, Workspaces workspaces, FlowFiles files) {
        return Started.of(home, snapshots, workspaces, files);
    }

    @Bean
    Archive archive(
            Snapshots snapshots,
            WorkspaceSettings workspaces,
            FlowSettings settings,
            FlowFiles files,
            HomeSettings home) {
        return new KeptFlows(snapshots, workspaces, settings, files, home.country());
    }

    @Bean
    CountrySource countrySource(ConfigurableEnvironment environment, HomeSettings home, Started started) {
        return new CountrySource(
                environment, home.country(), started.deployment().home());
    }

    @Bean
    Change change(
            CamelContext camel,
            Flows flows,
            FlowSettings settings,
            CountrySource source,
            Collecting collecting,
            FlowStarter starter,
            DeploySettings limits,
            Clock clock) {
        return new Change(new RouteSwap(camel), flows, settings, source, collecting, starter, limits, clock);
    }

    @Bean
    Aftermath aftermath(
            Schedules schedules,
            ReconcileSchedules comparisons,
            Snapshots snapshots,
            Archive archive,
            FlowFiles files,
            Pairs pairs,
            Relations relations,
            VersionBook versions,
            DeploySettings limits) {
        return new Aftermath(
                schedules,
                comparisons,
                snapshots,
                (KeptFlows) archive,
                files,
                pairs,
                relations,
                versions,
                limits.keep());
    }

    @Bean
    Deployer deployer(
            HomeSettings home,
            Snapshots snapshots,
            CountrySource source,
            WorkspaceSettings workspaces,
            FlowFiles files,
            Change change,
            Aftermath aftermath,
            Started started,
            Clock clock) {
        return new Deployer(
                new HomeFiles(home.homePath(), home.country()),
                new Candidates(snapshots, source, workspaces, files, home.country()),
                change,
                aftermath,
                source,
                clock,
                new Candidate(
                        started.deployment(),
                        CountrySource.read(started.deployment().home(), home.country())));
    }

    @Bean
    Watch watch(Deployer deployer, CamelContext camel, AuditTrail trail, DeploySettings limits) {
        return new Watch(deployer, camel, trail, limits.watchSecs());
    }
}
