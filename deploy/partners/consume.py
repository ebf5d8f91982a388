#!/usr/bin/python3
"""Consumes a topic of Pirogue over AMQP 1.0. Debian: apt install python3-qpid-proton

    PIROGUE_TOKEN=pir_... ./consume.py amqps://pirogue.example:5671 ACCOUNT topic.WORKSPACE.DATASET.share-N [HOW-MANY]

Prints a line for each event: its id, its type, its body. What it printed is acknowledged; what was not comes again, also after
a restart of either side. So do what must not be done twice by the event's id. Type org.pirogue.topic.gap.v1 means that events
were given up: read the share whole, once, by GET /api/shares/N/rows.
"""
import json, os, sys
from proton.handlers import MessagingHandler
from proton.reactor import Container, DurableSubscription


class Consume(MessagingHandler):
    def __init__(self, url, account, topic, many):
        super().__init__(prefetch=10, auto_accept=False)
        self.url, self.account, self.topic, self.left = url, account, topic, many

    def on_start(self, event):
        event.container.container_id = self.account  # the subscription belongs to container id and link name
        connection = event.container.connect(
            self.url, user=self.account, password=os.environ["PIROGUE_TOKEN"],
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

    def on_link_error(self, event):
        print("refused:", event.link.remote_condition.description, file=sys.stderr)
        event.connection.close()

    def on_transport_error(self, event):
        print("no connection:", event.transport.condition, file=sys.stderr)
        if event.transport.condition and event.transport.condition.name == "amqp:unauthorized-access":
            event.container.stop()  # a wrong token does not become right; anything else is tried again


if len(sys.argv) < 4:
    sys.exit(__doc__)
Container(Consume(*sys.argv[1:4], int(sys.argv[4]) if len(sys.argv) > 4 else -1)).run()
