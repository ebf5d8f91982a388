package org.pirogue.catalogue;

import java.util.List;
import org.semver4j.Semver;

/** Where templates are published: a folder, an archive, a registry. Versions never change; notes do. */
public interface Catalogue extends AutoCloseable {

    /** As a person gave it. */
    String place();

    /** Names of all templates, sorted. */
    List<String> names();

    /** Every version of a template, the oldest first; none if there is no such template. */
    List<Release> releases(String name);

    /**
     * A version with its files, whole and as it was published.
     *
     * @throws CatalogueProblem P623 no such version, P625 to P627 not what was published
     */
    Parcel parcel(String name, Semver version);

    /** @throws CatalogueProblem P624 the version is there already, whoever was first */
    void publish(Parcel parcel);

    Notes notes(String name);

    /** @throws CatalogueProblem P642 the catalogue cannot be written */
    void retire(String name, Semver version, Retirement retirement);

    /** @throws CatalogueProblem P642 the catalogue cannot be written */
    void use(String name, Use use);

    @Override
    void close();
}
