package org.pirogue.console;

import java.util.List;
import org.pirogue.workspace.access.Account;
import org.springframework.security.core.userdetails.User;

/** A person with an account here, as a session keeps one: rights are asked for with each request. */
final class Person extends User {
    private static final long serialVersionUID = 1;

    private final long epoch;
    private final boolean locked;

    Person(Account account) {
        super(account.name(), account.password(), List.of());
        epoch = account.epoch();
        locked = account.locked();
    }

    boolean locked() {
        return locked;
    }

    /** Whether nothing was changed since this person signed in. */
    boolean isStill(Account account) {
        return account.epoch() == epoch;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Person person && super.equals(other) && person.epoch == epoch;
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
