package org.pirogue.country.deploy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pirogue.prepare.Problem;

/**
 * The files of a country, read once.
 *
 * @param folders those of routes and kamelets that are there, be they empty
 * @param files by their paths within the home
 * @param problems why this is not all of them
 */
public record Snapshot(List<String> folders, SortedMap<String, byte[]> files, List<Problem> problems) {

    /** Of each file, by its path. */
    public Map<String, String> digests() {
        Map<String, String> digests = new TreeMap<>();
        files.forEach((path, content) -> digests.put(path, Sha.of(content)));
        return digests;
    }

    /** Of all of them together: the name of this version. */
    public String digest() {
        StringBuilder all = new StringBuilder();
        folders.forEach(folder -> all.append(folder).append("/\n"));
        digests()
                .forEach((path, digest) ->
                        all.append(path).append('\t').append(digest).append('\n'));
        return Sha.of(all.toString().getBytes(StandardCharsets.UTF_8));
    }
}
