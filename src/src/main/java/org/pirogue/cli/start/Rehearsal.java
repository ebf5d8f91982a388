package org.pirogue.cli.start;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.pirogue.Pirogue;
import org.pirogue.cli.CountryConfig;
import org.pirogue.cli.Home;
import org.pirogue.cli.demo.DemoFolder;
import org.pirogue.cli.demo.SampleWorld.Server;

/**
 * One start of Pirogue, with a data directory of its own and no server in reach, stopped as soon as it is ready. It
 * leaves PostgreSQL's programs unpacked beside that directory.
 */
public final class Rehearsal {
    /** Nothing listens there: the country's own servers are not to be asked anything. */
    private static final Server NOBODY = new Server("http://127.0.0.1:9", "nobody");

    private static final String NEVER = "0 0 0 1 1 ? 2099";

    private Rehearsal() {}

    /** @param args the checkout; the data directory, made new */
    public static void main(String[] args) {
        Home home = new Home(Path.of(args[0]));
        DemoFolder folder = DemoFolder.fresh(Path.of(args[1]));
        String name = home.countries().get(0);
        CountryConfig country = CountryConfig.read(home, name);
        Map<String, Server> nobody =
                country.connections().stream().collect(Collectors.toMap(each -> each, each -> NOBODY));
        List<String> settings = folder.settings(nobody);
        settings.addAll(List.of(
                "--pirogue.country=" + name,
                "--pirogue.home=" + home.folder(),
                "--pirogue.data=" + folder.path(),
                "--server.port=0"));
        country.flows().forEach(flow -> settings.add("--pirogue.flows." + flow.name() + ".schedule=" + NEVER));
        Pirogue.start(settings.toArray(String[]::new)).close();
        folder.remove();
        System.exit(0);
    }
}
