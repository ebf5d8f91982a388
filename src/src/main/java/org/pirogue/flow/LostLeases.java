package org.pirogue.flow;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Deliveries of this Pirogue that could not let their slices or objects go, because the ledger did not answer. As Pirogue lives on,
 * nobody else would do it before their leases end.
 */
public final class LostLeases {
    private final Book book;
    private final Duration wait;
    private final Set<String> owners = ConcurrentHashMap.newKeySet();

    /** Where the leases stand. */
    public interface Book {
        int abandon(String owners, Duration wait);
    }

    /** @param wait a post of theirs may still land for so long */
    public LostLeases(Book book, Duration wait) {
        this.book = book;
        this.wait = wait;
    }

    /** Remembers the owner where the ledger fails in this work. */
    public <T> T guarded(String owner, Supplier<T> work) {
        try {
            return work.get();
        } catch (DataAccessException | TransactionException e) {
            owners.add(owner);
            throw e;
        }
    }

    /** Before the next delivery. */
    public void letGo() {
        for (String owner : owners) {
            book.abandon(owner, wait);
            owners.remove(owner);
        }
    }
}
