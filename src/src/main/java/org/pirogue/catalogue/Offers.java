package org.pirogue.catalogue;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.semver4j.Semver;

/** Which version of a template is meant, and which may be installed anew. */
public final class Offers {
    private final Catalogue catalogue;

    public Offers(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The newest that is neither retired nor a preview; without such a one the newest preview that is not retired. */
    public Optional<Release> newest(List<Release> releases, Notes notes) {
        List<Release> offered = releases.stream()
                .filter(release -> notes.retirement(release.semver()).isEmpty())
                .sorted(Comparator.comparing(Release::semver))
                .toList();
        return offered.stream()
                .filter(release -> release.semver().isStable())
                .reduce((older, newer) -> newer)
                .or(() -> offered.stream().reduce((older, newer) -> newer));
    }

    /**
     * The version to install.
     *
     * @param known whether the home has this version already: a retired one then stays readable
     * @throws CatalogueProblem P622, P623 there is none, P636 it is retired
     */
    public Parcel wanted(TemplateId id, boolean known) {
        List<Release> releases = releases(id.name());
        Notes notes = catalogue.notes(id.name());
        Semver version = id.version();
        if (version == null) {
            version = newest(releases, notes)
                    .map(Release::semver)
                    .orElseThrow(
                            () -> retired(id, releases.get(releases.size() - 1).semver(), notes));
        } else if (!known && notes.retirement(version).isPresent()) {
            throw retired(id, version, notes);
        }
        return catalogue.parcel(id.name(), version);
    }

    /** @throws CatalogueProblem P622 there is no such template */
    public List<Release> releases(String name) {
        List<Release> releases = catalogue.releases(name);
        if (releases.isEmpty()) {
            throw new CatalogueProblem("P623.none", name, catalogue.place(), String.join(", ", catalogue.names()));
        }
        return releases;
    }

    private static CatalogueProblem retired(TemplateId id, Semver version, Notes notes) {
        Retirement retirement = notes.retirement(version).orElseThrow();
        String instead = retirement.replacedBy() == null ? "-" : retirement.replacedBy();
        return new CatalogueProblem("P636", id, retirement.reason(), instead);
    }
}
