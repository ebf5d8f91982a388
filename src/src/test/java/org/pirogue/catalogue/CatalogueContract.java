package org.pirogue.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.semver4j.Semver;

/** What every catalogue does, wherever it keeps its templates. */
public abstract class CatalogueContract {
    private static final Semver FIRST = TemplateId.version("1.0.0");

    /** The same catalogue, opened once more, empty at the first time. */
    protected abstract Catalogue open();

    @Test
    void whatWasPublishedComesBackByteForByte() {
        Parcel parcel =
                Samples.kamelet("1.0.0", "title: \u00e9t\u00e9 \u2192 \ud83d\udef6\r\n\ttab \"quote\" ${x} {{y}}\n");
        open().publish(parcel);
        Parcel back = open().parcel(Samples.NAME, FIRST);
        assertThat(back.release()).isEqualTo(parcel.release());
        assertThat(back.documentation()).isEqualTo(parcel.documentation());
        assertThat(back.files().keySet()).isEqualTo(parcel.files().keySet());
        parcel.files()
                .forEach((path, content) -> assertThat(back.files().get(path)).isEqualTo(content));
        assertThat(open().names()).containsExactly(Samples.NAME);
    }

    @Test
    void versionsComeInTheirOrder() {
        for (String version : List.of("1.10.0", "1.2.0", "2.0.0-beta.1", "0.9.0")) {
            open().publish(Samples.kamelet(version, version));
        }
        assertThat(open().releases(Samples.NAME))
                .extracting(Release::version)
                .containsExactly("0.9.0", "1.2.0", "1.10.0", "2.0.0-beta.1");
        assertThat(new Offers(open())
                        .wanted(TemplateId.of(Samples.NAME), false)
                        .release()
                        .version())
                .isEqualTo("1.10.0");
    }

    @Test
    void ofManyWhoPublishAVersionOneWinsAndEveryOtherIsTold() throws Exception {
        assertThat(race(8, i -> () -> {
                    open().publish(Samples.kamelet("1.0.0", "of publisher " + i));
                    return "won";
                }))
                .containsOnly("won", "P624")
                .containsOnlyOnce("won");
        assertThat(open().releases(Samples.NAME)).hasSize(1);
        open().parcel(Samples.NAME, FIRST);
    }

    @Test
    void ofManyWhoPublishDifferentVersionsNoneIsLost() throws Exception {
        assertThat(race(6, i -> () -> {
                    open().publish(Samples.kamelet("1." + i + ".0", "text " + i));
                    return "won";
                }))
                .containsOnly("won");
        assertThat(open().releases(Samples.NAME)).hasSize(6);
    }

    @Test
    void notesOfManyAreKept() throws Exception {
        open().publish(Samples.kamelet("1.0.0", "text"));
        List<String> ends = race(5, i -> () -> {
            open().use(Samples.NAME, new Use("home-" + i, null, "1.0.0", "amina", "2026-11-27T08:00:00Z"));
            return "won";
        });
        assertThat(ends).containsOnly("won");
        open().retire(
                        Samples.NAME,
                        FIRST,
                        new Retirement("counts twice", "other-action", "amina", "2026-11-27T09:00:00Z"));
        open().use(Samples.NAME, new Use("home-3", null, "1.0.0", "jean", "2026-11-27T10:00:00Z"));
        Notes notes = open().notes(Samples.NAME);
        assertThat(notes.uses())
                .extracting(Use::home)
                .containsExactly("home-0", "home-1", "home-2", "home-3", "home-4");
        assertThat(notes.uses().get(3).by()).isEqualTo("jean");
        assertThat(notes.retirement(FIRST).orElseThrow().replacedBy()).isEqualTo("other-action");
        // Its files are as they were.
        open().parcel(Samples.NAME, FIRST);
        assertThat(open().releases(Samples.NAME)).hasSize(1);
    }

    @Test
    void whatIsNotThereIsTold() {
        assertThat(open().names()).isEmpty();
        assertThat(open().releases("nothing-action")).isEmpty();
        assertThat(open().notes("nothing-action")).isEqualTo(Notes.NONE);
        assertThatThrownBy(() -> open().parcel("nothing-action", FIRST)).hasMessageStartingWith("P623");
    }

    private static List<String> race(int many, java.util.function.IntFunction<Callable<String>> task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            CyclicBarrier start = new CyclicBarrier(many);
            List<Future<String>> running = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                Callable<String> one = task.apply(i);
                running.add(threads.submit(() -> {
                    start.await();
                    try {
                        return one.call();
                    } catch (CatalogueProblem e) {
                        return e.code();
                    }
                }));
            }
            List<String> ends = new ArrayList<>();
            for (Future<String> each : running) {
                ends.add(each.get());
            }
            return ends;
        } finally {
            threads.shutdownNow();
        }
    }
}
