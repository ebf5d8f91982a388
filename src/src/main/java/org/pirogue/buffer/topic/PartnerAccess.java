package org.pirogue.buffer.topic;

import java.security.Principal;
import java.util.Locale;
import java.util.Optional;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.jaas.RolePrincipal;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.apache.activemq.artemis.utils.CompositeAddress;
import org.jspecify.annotations.Nullable;
import org.pirogue.buffer.topic.PartnerTrail.Kind;
import org.pirogue.buffer.topic.PartnerTrail.Who;

/** What the broker's users ask about partners: who one is, and what of theirs a right reaches. */
public final class PartnerAccess {
    private final PartnerDoor door;

    PartnerAccess(PartnerDoor door) {
        this.door = door;
    }

    private record Inside(PartnerDoor.Guest guest) implements Principal {
        @Override
        public String getName() {
            return guest.pass().partner();
        }
    }

    /** Empty where nobody of that name is let in. */
    public Optional<Subject> authenticate(
            @Nullable String user, @Nullable String secret, @Nullable RemotingConnection connection) {
        return door.let(user, secret, connection).map(PartnerAccess::subject);
    }

    private static Subject subject(PartnerDoor.Guest guest) {
        Subject subject = new Subject();
        subject.getPrincipals().add(new UserPrincipal(guest.pass().partner()));
        subject.getPrincipals()
                .add(new RolePrincipal(TopicRoles.PARTNER + guest.pass().partner()));
        subject.getPrincipals().add(new Inside(guest));
        return subject;
    }

    /** Whether it is no partner, or the address one of its own. @param address with the name of a queue behind, where it is about one */
    public boolean reaches(Subject subject, CheckType right, String address) {
        return guest(subject).map(guest -> receives(guest, right, address)).orElse(true);
    }

    /** Its topics are its workspaces', and its subscriptions have its name; why a new one may not be made is told by {@link TopicRules}. */
    private boolean receives(PartnerDoor.Guest guest, CheckType right, String text) {
        SimpleString given = SimpleString.of(text);
        String address = CompositeAddress.extractAddressName(given).toString();
        boolean own = right == CheckType.CREATE_DURABLE_QUEUE
                || !CompositeAddress.isFullyQualified(text)
                || SubscriptionName.isQueueOf(
                        guest.pass().partner(),
                        CompositeAddress.extractQueueName(given).toString());
        return own
                && TopicAddress.of(address)
                        .filter(topic -> door.workspaces(guest.pass()).contains(topic.workspace()))
                        .isPresent();
    }

    /** One of the clients that are configured came with a wrong password. */
    public void refused(String client) {
        door.refusals().signIn(new Who(client, Kind.CLIENT));
    }

    public void refused(Subject subject, CheckType right, String address) {
        String name = subject.getPrincipals(UserPrincipal.class).stream()
                .map(UserPrincipal::getName)
                .findFirst()
                .orElse("");
        Who who = guest(subject).map(PartnerDoor.Guest::who).orElse(new Who(name, Kind.CLIENT));
        door.refusals().tell(who, right.name().toLowerCase(Locale.ROOT).replace('_', '-'), address);
    }

    private static Optional<PartnerDoor.Guest> guest(Subject subject) {
        return subject.getPrincipals(Inside.class).stream().map(Inside::guest).findFirst();
    }
}
