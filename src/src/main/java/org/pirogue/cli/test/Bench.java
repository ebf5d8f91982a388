package org.pirogue.cli.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.pirogue.buffer.MemoryQueues;
import org.pirogue.files.FilePlaces;
import org.pirogue.files.Spool;
import org.pirogue.flow.DeliverySettings;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowConfiguration;
import org.pirogue.flow.Flows;
import org.pirogue.flow.MetadataReader;
import org.pirogue.flow.Node;
import org.pirogue.flow.object.ObjectConfiguration;
import org.pirogue.flow.table.TableConfiguration;
import org.pirogue.home.DataDirectory;
import org.pirogue.ledger.person.Erasures;
import org.pirogue.ledger.run.HoldLimits;
import org.pirogue.ledger.value.SliceMessage;
import org.pirogue.pressure.Gates;
import org.pirogue.pressure.PressureConfiguration;
import org.pirogue.pressure.PressureSettings;
import org.pirogue.workspace.Connections;
import org.pirogue.workspace.WorkspaceSecrets;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.dataset.DatasetConfiguration;
import org.pirogue.workspace.dataset.ScratchDatasets;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.StdSchedulerFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** What one test runs on: Camel with the real kamelets and beans, over a ledger that knows nothing of the flow; queues stand in memory. */
final class Bench implements AutoCloseable {
    /** A slow machine is no fault of a test. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    static final String CONNECTION = "server";
    static final String NEVER = "0 0 0 1 1 ? 2099";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Ground ground;
    /** Where folders of connections lie. */
    final Path files;

    private final Map<String, WorkspaceSettings.Connection> clusters;
    private final AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();
    final CamelContext camel = new DefaultCamelContext();
    final MemoryQueues queues = new MemoryQueues();
    private final Scheduler scheduler = scheduler();
    private final Map<String, Server> servers = new TreeMap<>();
    final @Nullable Server server;
    final ProducerTemplate template;
    final Books books;

    /** @param metadata what the servers know, by the names of the connections to them */
    Bench(Ground ground, Flows flows, LocalDate today, Map<String, Path> metadata) {
        this(ground, flows, today, metadata, Map.of());
    }

    /** @param clusters connections to what is no DHIS2 server */
    Bench(
            Ground ground,
            Flows flows,
            LocalDate today,
            Map<String, Path> metadata,
            Map<String, WorkspaceSettings.Connection> clusters) {
        this.ground = ground;
        this.files = ground.folder("files");
        this.clusters = clusters;
        metadata.forEach((name, file) -> servers.put(name, new Server(file)));
        server = servers.get(CONNECTION);
        flows.all().forEach(flow -> ground.ledger().forget(flow.name()));
        WorkspaceSettings settings = new WorkspaceSettings(null, connections(), null);
        ground.ledger().serve(beans);
        beans.registerBean(
                Clock.class, () -> Clock.fixed(today.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC));
        beans.registerBean(Flows.class, () -> flows);
        beans.registerBean(WorkspaceSettings.class, () -> settings);
        beans.registerBean(
                Connections.class,
                () -> new Connections(settings.connections(), bean(Gates.class)::of, WorkspaceSecrets.NONE));
        beans.registerBean(
                FilePlaces.class,
                () -> new FilePlaces(
                        settings,
                        files,
                        bean(Spool.class),
                        bean(Clock.class),
                        bean(Gates.class)::of,
                        WorkspaceSecrets.NONE));
        beans.registerBean(PressureSettings.class, () -> new PressureSettings(null));
        beans.registerBean(DeliverySettings.class, () -> new DeliverySettings(900, 0, 0, 3600, 0, 1000, 60));
        beans.registerBean(DataDirectory.class, () -> DataDirectory.open(ground.folder("data")));
        beans.registerBean(Node.class, () -> new Node("bench"));
        beans.registerBean(Scheduler.class, () -> scheduler);
        // A test has a handful of cells: to lose one of them would be much.
        beans.registerBean("holdLimits", HoldLimits.class, () -> flow -> 100);
        beans.registerBean(CamelContext.class, () -> camel, definition -> definition.setDestroyMethodName(""));
        beans.register(
                PressureConfiguration.class,
                DatasetConfiguration.class,
                FlowConfiguration.class,
                TableConfiguration.class,
                ObjectConfiguration.class);
        beans.refresh();
        flows.all().forEach(flow -> bean(ScratchDatasets.class).forget(flow.name()));
        connect(flows);
        template = camel.createProducerTemplate();
        books = new Books(this);
    }

    private Map<String, WorkspaceSettings.Connection> connections() {
        Map<String, WorkspaceSettings.Connection> connections = new TreeMap<>(clusters);
        servers.forEach((name, each) -> connections.put(name, connection(each)));
        return connections;
    }

    private WorkspaceSettings.Connection connection(Server to) {
        try {
            Path token = Files.writeString(ground.folder("token").resolve("token"), to.token());
            return WorkspaceSettings.Connection.dhis2("test", to.url(), token, 5);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Scheduler scheduler() {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", "bench-" + NUMBER.incrementAndGet());
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.threadPool.threadCount", "1");
        try {
            return new StdSchedulerFactory(properties).getScheduler();
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }

    private void connect(Flows flows) {
        for (String name : beans.getBeanDefinitionNames()) {
            camel.getRegistry().bind(name, beans.getBean(name));
        }
        Connections connections = bean(Connections.class);
        connections.forBulk().forEach((name, connection) -> camel.getRegistry().bind(name, connection));
        connections.forKafka().forEach((name, cluster) -> camel.getRegistry().bind(name, cluster));
        connections.forDhis2().forEach((name, client) -> camel.getRegistry()
                .bind(MetadataReader.clientName(name), client));
        Properties schedules = new Properties();
        flows.all().forEach(flow -> schedules.setProperty("pirogue.flows." + flow.name() + ".schedule", NEVER));
        camel.getPropertiesComponent().setInitialProperties(schedules);
        camel.getComponent("kamelet", KameletComponent.class).setLocation("file:" + ground.kamelets());
        camel.getComponent("quartz", QuartzComponent.class).setScheduler(scheduler);
        camel.disableJMX();
        camel.addComponent("jms", queues);
        camel.getShutdownStrategy().setTimeout(5);
    }

    <T> T bean(Class<T> type) {
        return beans.getBean(type);
    }

    /** Persons whom somebody has erased in the flow's workspace, by what names them. */
    void erase(Flow flow, @Nullable List<String> names) {
        if (names != null) {
            bean(Erasures.class).add(flow.workspace(), "test", "a test", names, "{}");
        }
    }

    /** Takes what stands in the queue. */
    List<SliceMessage> messages(String queue) {
        return texts(queue).stream().map(SliceMessage::fromJson).toList();
    }

    List<String> texts(String queue) {
        BlockingQueue<Exchange> waiting =
                camel.getEndpoint("jms:queue:" + queue, SedaEndpoint.class).getQueue();
        List<Exchange> taken = new ArrayList<>();
        waiting.drainTo(taken);
        return taken.stream()
                .map(exchange -> exchange.getMessage().getBody(String.class))
                .toList();
    }

    @Override
    public void close() {
        camel.stop();
        beans.close();
        servers.values().forEach(Server::close);
        try {
            scheduler.shutdown();
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }
}
