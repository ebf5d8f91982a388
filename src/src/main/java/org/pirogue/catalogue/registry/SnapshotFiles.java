package org.pirogue.catalogue.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.nifi.flow.Bundle;
import org.apache.nifi.flow.ComponentType;
import org.apache.nifi.flow.Position;
import org.apache.nifi.flow.VersionedProcessGroup;
import org.apache.nifi.flow.VersionedProcessor;
import org.apache.nifi.registry.flow.VersionedFlowSnapshot;
import org.apache.nifi.registry.flow.VersionedFlowSnapshotMetadata;
import org.pirogue.catalogue.CatalogueProblem;
import org.pirogue.catalogue.Parcel;
import org.pirogue.catalogue.Release;
import org.pirogue.catalogue.ReleaseYaml;

/**
 * Files as a snapshot that the Registry keeps and compares: a process group with one processor for each file, named by its path,
 * with the text as its property {@code content}. The same path has the same identifier in every version, so that the Registry's
 * own comparison speaks of changed files. No NiFi could run it: the type of the processor does not exist.
 */
final class SnapshotFiles {
    private static final String TYPE = "org.pirogue.TemplateFile";
    private static final String CONTENT = "content";
    /** Where the bytes are no UTF-8 text. */
    private static final String BASE64 = "base64";

    private static final String FILES = "files/";
    private static final String README = "README.md";

    private SnapshotFiles() {}

    static VersionedFlowSnapshot write(Parcel parcel) {
        Release release = parcel.release();
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put(ReleaseYaml.FILE, ReleaseYaml.write(release));
        all.put(README, parcel.documentation().getBytes(UTF_8));
        parcel.files().forEach((path, content) -> all.put(FILES + path, content));
        return snapshot(
                release.name(),
                all,
                release.version() + ": " + release.changes(),
                release.published().by());
    }

    static VersionedFlowSnapshot write(String file, byte[] content, String by) {
        return snapshot(file, Map.of(file, content), file, by);
    }

    /** @throws CatalogueProblem P627 not a snapshot of ours */
    static Parcel read(VersionedFlowSnapshot snapshot, String place) {
        SortedMap<String, byte[]> all = files(snapshot, place);
        SortedMap<String, byte[]> files = new TreeMap<>();
        all.forEach((path, content) -> {
            if (path.startsWith(FILES)) {
                files.put(path.substring(FILES.length()), content);
            }
        });
        byte[] readme = all.getOrDefault(README, new byte[0]);
        return new Parcel(
                ReleaseYaml.release(needed(all, ReleaseYaml.FILE, place), place), files, new String(readme, UTF_8));
    }

    static byte[] file(VersionedFlowSnapshot snapshot, String file, String place) {
        return needed(files(snapshot, place), file, place);
    }

    private static byte[] needed(Map<String, byte[]> files, String file, String place) {
        byte[] content = files.get(file);
        if (content == null) {
            throw new CatalogueProblem("P627", place + " " + file);
        }
        return content;
    }

    private static SortedMap<String, byte[]> files(VersionedFlowSnapshot snapshot, String place) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        VersionedProcessGroup group = snapshot.getFlowContents();
        if (group == null || group.getProcessors() == null) {
            throw new CatalogueProblem("P627", place);
        }
        for (VersionedProcessor each : group.getProcessors()) {
            if (TYPE.equals(each.getType()) && each.getProperties() != null) {
                files.put(each.getName(), content(each.getProperties(), place));
            }
        }
        return files;
    }

    private static byte[] content(Map<String, String> properties, String place) {
        try {
            String base64 = properties.get(BASE64);
            return base64 == null
                    ? properties.getOrDefault(CONTENT, "").getBytes(UTF_8)
                    : Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new CatalogueProblem("P627", place);
        }
    }

    private static VersionedFlowSnapshot snapshot(String name, Map<String, byte[]> files, String comments, String by) {
        String group = identifier("group " + name);
        Set<VersionedProcessor> processors = new LinkedHashSet<>();
        files.forEach((path, content) -> processors.add(processor(group, path, content)));
        VersionedProcessGroup contents = new VersionedProcessGroup();
        contents.setIdentifier(group);
        contents.setName(name);
        contents.setComments(comments);
        contents.setPosition(new Position(0, 0));
        contents.setProcessors(processors);
        VersionedFlowSnapshotMetadata metadata = new VersionedFlowSnapshotMetadata();
        metadata.setAuthor(by);
        metadata.setComments(comments);
        VersionedFlowSnapshot snapshot = new VersionedFlowSnapshot();
        snapshot.setSnapshotMetadata(metadata);
        snapshot.setFlowContents(contents);
        return snapshot;
    }

    private static VersionedProcessor processor(String group, String path, byte[] content) {
        VersionedProcessor processor = new VersionedProcessor();
        processor.setIdentifier(identifier("file " + path));
        processor.setGroupIdentifier(group);
        processor.setComponentType(ComponentType.PROCESSOR);
        processor.setName(path);
        processor.setType(TYPE);
        processor.setBundle(new Bundle("org.pirogue", "templates", "1"));
        processor.setPosition(new Position(0, 0));
        processor.setProperties(properties(content));
        // The Registry's comparison looks into it, whether it is there or not.
        processor.setPropertyDescriptors(Map.of());
        return processor;
    }

    private static Map<String, String> properties(byte[] content) {
        String text = new String(content, UTF_8);
        return Arrays.equals(text.getBytes(UTF_8), content)
                ? Map.of(CONTENT, text)
                : Map.of(BASE64, Base64.getEncoder().encodeToString(content));
    }

    private static String identifier(String what) {
        return UUID.nameUUIDFromBytes(what.getBytes(UTF_8)).toString();
    }
}
