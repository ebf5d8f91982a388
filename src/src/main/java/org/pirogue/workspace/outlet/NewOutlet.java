package org.pirogue.workspace.outlet;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.pirogue.workspace.dataset.Share;

/** Outlets that are not kept yet. */
final class NewOutlet {
    private NewOutlet() {}

    static Outlet owner(Share share, String address) {
        return new Outlet(
                0,
                share.id(),
                Outlet.Kind.MAIL,
                address,
                null,
                Locale.ENGLISH.getLanguage(),
                Outlet.Audience.OWNER,
                false,
                true,
                Instant.EPOCH,
                "pirogue");
    }

    /** @param wish checked */
    static Outlet of(long share, Outlet.Wish wish, String by) {
        return new Outlet(
                0,
                share,
                Outlet.Kind.valueOf(Objects.requireNonNull(wish.kind()).toUpperCase(Locale.ROOT)),
                Objects.requireNonNullElse(wish.target(), ""),
                wish.secret(),
                Objects.requireNonNullElse(wish.language(), Locale.ENGLISH.getLanguage()),
                Outlet.Audience.RECIPIENT,
                false,
                true,
                Instant.EPOCH,
                by);
    }
}
