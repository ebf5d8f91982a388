package org.pirogue.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

/** Records of the catalogue as YAML that people read and git compares, and back. */
public final class ReleaseYaml {
    public static final String FILE = "template.yaml";
    private static final ObjectMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private ReleaseYaml() {}

    /** @throws CatalogueProblem P627 not what this Pirogue writes and reads */
    public static Release release(byte[] yaml, String place) {
        Release release = read(yaml, Release.class, place);
        if (release.format() != Release.FORMAT || !whole(release)) {
            throw new CatalogueProblem("P627", place);
        }
        return release;
    }

    private static boolean whole(Release release) {
        return Stream.of(
                                release.name(),
                                release.version(),
                                release.kind(),
                                release.title(),
                                release.description(),
                                release.changes(),
                                release.published(),
                                release.parameters(),
                                release.kamelets(),
                                release.files(),
                                release.digest())
                        .allMatch(Objects::nonNull)
                && Stream.of(
                                release.published().by(),
                                release.published().at(),
                                release.published().home())
                        .allMatch(Objects::nonNull)
                && release.parameters().values().stream().allMatch(Objects::nonNull)
                && release.kamelets().stream().allMatch(Objects::nonNull)
                && release.files().stream()
                        .allMatch(file ->
                                file != null && file.path() != null && file.role() != null && file.sha256() != null);
    }

    public static <T> T read(byte[] yaml, Class<T> type, String place) {
        try {
            T read = YAML.readValue(yaml, type);
            if (read == null) {
                throw new CatalogueProblem("P627", place);
            }
            return read;
        } catch (IOException e) {
            throw new CatalogueProblem("P627", place);
        }
    }

    public static byte[] write(Object record) {
        try {
            return YAML.writeValueAsString(record).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
