package org.pirogue.buffer.topic;

import java.util.Objects;
import java.util.Optional;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.ActiveMQServer;

/** Who may consume which topic: security settings of the broker, which it keeps in its own journal. */
final class TopicRoles {
    /** A partner has this role at its own addresses, and no other role at all. */
    static final String PARTNER = "partner:";

    private final ActiveMQServer server;

    TopicRoles(ActiveMQServer server) {
        this.server = server;
    }

    /** Empty where nobody from outside may. */
    Optional<String> partner(String address) {
        if (!server.getSecurityRepository().containsExactMatch(address)) {
            return Optional.empty();
        }
        return server.getSecurityRepository().getMatch(address).stream()
                .map(Role::getName)
                .filter(Objects::nonNull)
                .filter(name -> name.startsWith(PARTNER))
                .map(name -> name.substring(PARTNER.length()))
                .findFirst();
    }

    boolean isOf(String partner, String address) {
        return partner(address).equals(Optional.of(partner));
    }

    /** To consume, to make subscriptions, to take them away; not to browse: what is browsed is not seen by the audit trail. */
    void give(String address, String partner) throws Exception {
        if (!isOf(partner, address)) {
            String ours = PartnerSide.INTERNAL;
            String both = ours + "," + PARTNER + partner;
            server.getActiveMQServerControl()
                    .addSecuritySettings(
                            address, ours, both, both, both, ours, ours, ours, ours, ours, ours, ours, ours);
        }
    }

    void take(String address) throws Exception {
        if (server.getSecurityRepository().containsExactMatch(address)) {
            server.getActiveMQServerControl().removeSecuritySettings(address);
        }
    }
}
