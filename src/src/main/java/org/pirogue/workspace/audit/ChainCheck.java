package org.pirogue.workspace.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks along the chain, entry by entry, and says where it was touched. The digests show a change, a gap or another order; the
 * signatures show a chain that was calculated anew from some entry on, which whoever has the database could do; the head shows an end
 * that was cut off.
 */
public final class ChainCheck {
    /** One signature vouches for all entries before it. */
    private static final int EVERY = 64;

    private static final int MOST_FAULTS = 100;

    private final Map<String, PublicKey> keys = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<Entry> unsigned = new ArrayList<>();
    private @Nullable Entry last;
    private long entries;

    /** @param keys public halves by their names */
    public ChainCheck(Map<String, String> keys) {
        keys.forEach((name, text) -> {
            try {
                this.keys.put(name, AuditKey.publicKey(text));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                faults.add(new Fault(0, "P797", "key " + name + " cannot be read"));
            }
        });
    }

    /** @param seq number of the entry, or the place where it should be */
    public record Fault(long seq, String code, String text) {}

    /** @param head digest of the last entry, to be compared with one that was noted elsewhere */
    public record Result(long entries, String head, List<Fault> faults) {
        public boolean whole() {
            return faults.isEmpty();
        }
    }

    public void accept(Entry entry) {
        entries++;
        long expected = last == null ? 1 : last.seq() + 1;
        long says = entry.fields().path("seq").asLong();
        if (!Entry.digest(entry.json()).equals(entry.hash())) {
            fault(entry.seq(), "P797", "entry " + entry.seq() + " was changed: its digest is another");
        } else if (says != entry.seq()) {
            fault(entry.seq(), "P797", "entry " + entry.seq() + " stands in the place of entry " + says);
        }
        if (entry.seq() > expected) {
            fault(expected, "P797", "entries " + expected + " to " + (entry.seq() - 1) + " are missing");
        } else if (entry.seq() < expected) {
            fault(entry.seq(), "P797", "entry " + entry.seq() + " stands behind entry " + (expected - 1));
        } else if (!entry.fields().path("previous").asText().equals(last == null ? "" : last.hash())) {
            long touched = last != null && !signed(last) ? last.seq() : entry.seq();
            fault(touched, "P797", "entry " + touched + " was changed or put in: the chain breaks at " + entry.seq());
        }
        last = entry;
        unsigned.add(entry);
        if (unsigned.size() == EVERY) {
            signatures();
        }
    }

    /** @param head the last entry that is known to have been there, null where that is not known */
    public Result end(@Nullable Entry head) {
        signatures();
        if (head != null && !signed(head.hash(), head.signature(), head.key())) {
            fault(head.seq(), "P797", "the note of the last entry, " + head.seq() + ", is not signed by a known key");
        }
        return end(head == null ? 0 : head.seq());
    }

    Result end(long seq) {
        signatures();
        long end = last == null ? 0 : last.seq();
        if (seq > end) {
            fault(end + 1, "P797", "entries " + (end + 1) + " to " + seq + " were cut off");
        }
        return new Result(entries, last == null ? "" : last.hash(), List.copyOf(faults));
    }

    /** The last one first: where that is right, so is all before it. */
    private void signatures() {
        if (!unsigned.isEmpty() && !signed(unsigned.get(unsigned.size() - 1))) {
            unsigned.stream()
                    .filter(entry -> !signed(entry))
                    .findFirst()
                    .ifPresent(entry -> fault(
                            entry.seq(),
                            "P798",
                            "entry " + entry.seq() + " is not signed by a known key, nor what follows"));
        }
        unsigned.clear();
    }

    private boolean signed(Entry entry) {
        return signed(entry.hash(), entry.signature(), entry.key());
    }

    boolean signed(String text, String signature, String key) {
        PublicKey known = keys.get(key);
        if (known == null) {
            return false;
        }
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(known);
            check.update(text.getBytes(StandardCharsets.UTF_8));
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    void fault(long seq, String code, String text) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(new Fault(seq, code, text));
        }
    }
}
