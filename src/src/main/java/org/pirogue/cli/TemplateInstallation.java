package org.pirogue.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.catalogue.Catalogue;
import org.pirogue.catalogue.CatalogueProblem;
import org.pirogue.catalogue.HomeFiles;
import org.pirogue.catalogue.Kind;
import org.pirogue.catalogue.Lock;
import org.pirogue.catalogue.LockFile;
import org.pirogue.catalogue.Parameter;
import org.pirogue.catalogue.Parcel;
import org.pirogue.catalogue.Placing;
import org.pirogue.catalogue.Plan;
import org.pirogue.catalogue.Planning;
import org.pirogue.catalogue.Release;
import org.pirogue.catalogue.Use;
import org.pirogue.catalogue.Wanted;

/** One installation or upgrade, of one or several templates: all of it or nothing. */
final class TemplateInstallation implements AutoCloseable {
    private final Screen screen;
    private final Home home;
    private final Catalogue catalogue;
    private final CountryCheck check;
    private final String by;
    private final Placing placing;
    private final Lock lock;

    /** @param name of the home, where it has none yet; none for the name of its folder */
    TemplateInstallation(
            Screen screen, Home home, Catalogue catalogue, CountryCheck check, String by, @Nullable String name) {
        this.screen = screen;
        this.home = home;
        this.catalogue = catalogue;
        this.check = check;
        this.by = by;
        this.placing = new Placing(home.folder());
        if (placing.undone()) {
            screen.say("template.undone");
        }
        this.lock = LockFile.read(
                home.folder(), name == null ? String.valueOf(home.folder().getFileName()) : name);
    }

    Lock lock() {
        return lock;
    }

    Wanted wanted(Parcel parcel, @Nullable String country, Map<String, String> values, Set<String> drop) {
        Release release = parcel.release();
        boolean flow = release.kind() == Kind.FLOW;
        if (flow && country == null) {
            throw Refusal.usage("P638.country", release.id(), String.join(", ", home.countries()));
        }
        String where = flow ? country : null;
        Map<String, Parameter> before = lock.find(release.name(), where)
                .map(installed -> before(release.name(), installed))
                .orElse(null);
        String workspace = where == null ? null : workspace(release.name(), where);
        return new Wanted(parcel, catalogue.place(), where, workspace, values, before, drop);
    }

    /** As its catalogue knows the version; by the files here where it came from another one. */
    private Map<String, Parameter> before(String name, Lock.Installed installed) {
        return catalogue.releases(name).stream()
                .filter(each -> each.version().equals(installed.version()))
                .findFirst()
                .map(Release::parameters)
                .orElseGet(() -> new HomeFiles(home.folder()).parameters(installed));
    }

    private String workspace(String flow, String country) {
        return CountryConfig.read(home, country).flows().stream()
                .filter(each -> each.name().equals(flow) && !each.workspace().isBlank())
                .map(CountryConfig.Flow::workspace)
                .findFirst()
                .orElseThrow(() -> Refusal.failed("P638", flow, country));
    }

    /** Plans, checks and puts in place. @param show what would be done is only shown */
    void run(List<Wanted> wanted, boolean show) {
        String at = TemplateOptions.now();
        Plan plan = new Planning(new HomeFiles(home.folder()), lock, by, at).plan(wanted);
        new TemplateLint(screen, check, home).check(plan);
        plan.writes().keySet().forEach(path -> screen.print("+ " + path));
        plan.removes().forEach(path -> screen.print("- " + path));
        plan.kept().forEach(path -> screen.say("template.kept", path));
        if (show) {
            screen.say("template.onlyShown");
            return;
        }
        placing.place(plan);
        for (Lock.Installed installed : plan.installed()) {
            screen.print(screen.text("template.installed", installed.label(), installed.version()));
            use(installed, at);
        }
        screen.say("template.restart");
    }

    /** That a home uses a version is good to know for its publisher; an archive that is only read cannot be told. */
    private void use(Lock.Installed installed, String at) {
        try {
            catalogue.use(installed.name(), new Use(lock.home(), installed.country(), installed.version(), by, at));
        } catch (CatalogueProblem e) {
            screen.say("template.notTold", catalogue.place(), installed.label());
        }
    }

    @Override
    public void close() {
        placing.close();
    }
}
