package org.pirogue.catalogue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.semver4j.Semver;

/**
 * One published version of a template, as its {@code template.yaml} says; it never changes.
 *
 * @param format version of this form
 * @param changes what is new in it
 * @param parameters by name, in the order of the definition
 * @param kamelets those that a flow calls; none for a kamelet
 * @param digest over all the rest and every file: see {@link Digests}
 */
@JsonPropertyOrder({
    "format",
    "name",
    "version",
    "kind",
    "title",
    "description",
    "changes",
    "published",
    "digest",
    "parameters",
    "kamelets",
    "files"
})
public record Release(
        int format,
        String name,
        String version,
        Kind kind,
        String title,
        String description,
        String changes,
        Published published,
        Map<String, Parameter> parameters,
        List<String> kamelets,
        List<Entry> files,
        String digest) {
    public static final int FORMAT = 1;

    /**
     * Where a version comes from.
     *
     * @param at an instant, ISO 8601
     * @param home name of the home that it was published from
     */
    public record Published(String by, String at, String home) {}

    /** @param path below {@code kamelets/}, or below the flow's folder */
    public record Entry(String path, Role role, String sha256) {}

    @JsonIgnore
    public Semver semver() {
        return TemplateId.version(version);
    }

    @JsonIgnore
    public TemplateId id() {
        return new TemplateId(name, semver());
    }

    public Optional<Entry> file(String path) {
        return files.stream().filter(entry -> entry.path().equals(path)).findFirst();
    }

    Release withDigest(String sum) {
        return new Release(
                format, name, version, kind, title, description, changes, published, parameters, kamelets, files, sum);
    }
}
