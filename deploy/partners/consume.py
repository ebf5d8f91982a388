#!/usr/bin/python3
"""Consumes a topic of Pirogue over AMQP 1.0. Debian: apt install python3-qpid-proton

    PIROGUE_TOKEN=pir_... ./consume.py amqps://pirogue.example:5671 ACCOUNT topic.WORKSPACE.DATASET.share-N [HOW-MANY]

Prints a line for each event: its id, its type, its body. What it printed is acknowledged; what was not comes again, also after
a restart of either side. So do what must not be done twice by the event's id. Type org.pirogue.topic.gap.v1 means that events
were given up: read the share whole, once, by GET /api/shares/N/rows.
"""
import json, os, sys, time
from proton.handlers import MessagingHandler
from proton.reactor import Container, DurableSubscription

REFUSED = ("amqp:unauthorized-access", "amqp:not-found")  # these do not come right by trying again


class Consume(MessagingHandler):
    def __init__(self, url, account, topic, many):
        super().__init__(prefetch=10, auto_accept=False)
        self.url, self.account, self.topic, self.left, self.refused = url, account, topic, many, False

    def on_start(self, event):
        event.container.container_id = self.account  # the subscription belongs to container id and link name
        connection = event.container.connect(
            self.url, user=self.account, password=os.environ["PIROGUE_TOKEN"], reconnect=False,
            allowed_mechs="PLAIN", allow_insecure_mechs=True)  # Pirogue itself asks for TLS beyond its own machine
        event.container.create_receiver(connection, self.topic, name="events", options=DurableSubscription())

    def on_message(self, event):
        if self.left == 0:
            return  # on its way already: it is not accepted, so it comes again
        body = event.message.body
        text = bytes(body).decode() if isinstance(body, (bytes, memoryview)) else body
        print(event.message.id, json.loads(text).get("type"), text, flush=True)
        self.accept(event.delivery)
        self.left -= 1
        if self.left == 0:
            event.receiver.detach()  # not close(): that would end the subscription
            event.connection.close()

    def ended(self, event, condition):
        print("ended:", condition, file=sys.stderr)
        self.refused |= condition is not None and condition.name in REFUSED
        event.connection.close()

    def on_link_error(self, event):
        self.ended(event, event.link.remote_condition)

    def on_connection_error(self, event):
        self.ended(event, event.connection.remote_condition)

    def on_transport_error(self, event):
        self.ended(event, event.transport.condition)

    def on_link_closing(self, event):
        event.connection.close()

    def on_disconnected(self, event):
        event.container.stop()  # the broker went away, perhaps to start again


if len(sys.argv) < 4:
    sys.exit(__doc__)
consume = Consume(*sys.argv[1:4], int(sys.argv[4]) if len(sys.argv) > 4 else -1)
while consume.left != 0 and not consume.refused:
    Container(consume).run()
    time.sleep(1)  # whatever ended it, a restart too: it comes again under the same names
sys.exit(1 if consume.refused else 0)
