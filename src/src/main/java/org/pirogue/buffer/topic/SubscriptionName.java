package org.pirogue.buffer.topic;

/**
 * The name of a durable subscription's queue: client id (AMQP: container id) and name of the subscription (link), a dot between,
 * and a backslash before each dot within them. A client id is the account's name, or that with a colon and anything behind; no
 * account has a colon, so whose a queue is can be read off.
 */
final class SubscriptionName {
    private SubscriptionName() {}

    static boolean isClientOf(String partner, String clientId) {
        return clientId.equals(partner) || clientId.startsWith(partner + ":");
    }

    static boolean isQueueOf(String partner, String queue) {
        StringBuilder clientId = new StringBuilder();
        for (int i = 0; i < queue.length(); i++) {
            char each = queue.charAt(i);
            if (each == '.') {
                return isClientOf(partner, clientId.toString());
            }
            if (each == '\\' && i + 1 < queue.length()) {
                i++;
                each = queue.charAt(i);
            }
            clientId.append(each);
        }
        return false;
    }
}
