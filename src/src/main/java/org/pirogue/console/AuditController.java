package org.pirogue.console;

import com.fasterxml.jackson.annotation.JsonRawValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.access.Needs;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Rights;
import org.pirogue.workspace.audit.AuditBook;
import org.pirogue.workspace.audit.ChainCheck;
import org.pirogue.workspace.audit.Entry;
import org.pirogue.workspace.audit.Lines;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The REST interface of the audit trail: looked at, checked, taken along; never changed. */
@RestController
@RequestMapping("/api/audit")
class AuditController {
    private static final int MOST = 10_000;

    private final AuditBook book;
    private final Rights rights;
    private final Witness witness;

    AuditController(AuditBook book, Rights rights, Witness witness) {
        this.book = book;
        this.rights = rights;
        this.witness = witness;
    }

    /** @param entry as it was signed */
    record Shown(long seq, @JsonRawValue String entry) {
        static Shown of(Entry entry) {
            return new Shown(entry.seq(), entry.json());
        }
    }

    record Key(String key) {}

    /**
     * By number; the next page begins after the last one. Of their workspaces, for whoever sees not all.
     *
     * @param resource that, and everything below it
     */
    @Needs(value = Right.SEE_AUDIT, of = Needs.Of.LIST)
    @GetMapping
    List<Shown> list(
            @RequestParam(required = false) @Nullable String who,
            @RequestParam(required = false) @Nullable String resource,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String until,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "1000") int limit) {
        AuditBook.Search search = new AuditBook.Search(who, resource, from, until, rights.workspaces(Right.SEE_AUDIT));
        return book.find(search, after, Math.max(1, Math.min(limit, MOST))).stream()
                .map(Shown::of)
                .toList();
    }

    @Needs(value = Right.SEE_AUDIT, of = Needs.Of.COUNTRY)
    @GetMapping("/verification")
    ChainCheck.Result verify() {
        return book.verify();
    }

    /** The public half, by which anybody checks an export. */
    @Needs(value = Right.SEE_AUDIT, of = Needs.Of.COUNTRY)
    @GetMapping("/key")
    Key key() {
        return new Key(book.publicKey());
    }

    /** The whole trail as lines of JSON, the first of which says how far it goes. */
    @Needs(value = Right.SEE_AUDIT, of = Needs.Of.COUNTRY, writesItself = true)
    @GetMapping("/export")
    void export(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Entry head = book.head();
        witness.streamed(rights.caller(), request, head == null ? 0 : head.seq());
        response.setContentType("application/jsonl;charset=UTF-8");
        Writer out = response.getWriter();
        out.write(book.headLine() + "\n");
        book.each(entry -> write(out, entry));
        out.flush();
    }

    private static void write(Writer out, Entry entry) {
        try {
            out.write(Lines.of(entry) + "\n");
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
