"""Starts a container on a host, and tells what came of it: start_web.py BROKER RUN HOST

RUN is the time for which the run was planned, such as 2026-11-26T03:00:00Z.
"""

import json
import sys
import time
import uuid
from datetime import datetime, timedelta

from confluent_kafka import Consumer, Producer, TopicPartition

broker, run, host = sys.argv[1:]
commands, results = f"longshore.commands.{host}", f"longshore.results.{host}"
not_after = datetime.strptime(run, "%Y-%m-%dT%H:%M:%SZ") + timedelta(minutes=5)
# The same run on the same host is the same command, however often this program is started:
# whatever is in it comes from the run, and nothing from the clock.
command_id = str(uuid.uuid5(uuid.NAMESPACE_URL, f"https://scheduler.example/start-web/{run}/{host}"))
command = {
    "id": command_id,
    "host": host,
    "action": "start_container",
    "parameters": {
        "name": "web",
        "image": "registry.example/demo/web:1",
        "environment": {"GREETING": "hej"},
    },
    "notAfter": not_after.strftime("%Y-%m-%dT%H:%M:%SZ"),
    "issuer": "scheduler@example",
    "correlationId": f"start-web {run}",
}

# Where the results end is found before the command is sent, so that the answer cannot be missed.
consumer = Consumer({
    "bootstrap.servers": broker,
    "group.id": "not-used",
    "enable.auto.commit": False,
    "isolation.level": "read_committed",
})
end = consumer.get_watermark_offsets(TopicPartition(results, 0), timeout=10)[1]
consumer.assign([TopicPartition(results, 0, end)])


def sent(error, _message):
    if error is not None:
        sys.exit(f"not known to be sent: {error}; send it again under the same id")


producer = Producer({"bootstrap.servers": broker, "acks": "all", "enable.idempotence": True})
producer.produce(commands, key="container/web", value=json.dumps(command), on_delivery=sent)
producer.flush()

deadline = time.monotonic() + 600
while time.monotonic() < deadline:
    message = consumer.poll(1)
    if message is None or message.error() or message.key() != command_id.encode():
        continue
    event = json.loads(message.value())
    if event["event"] == "conflict":
        sys.exit(f"{host}: {event['failure']['message']}")
    if event["event"] in ("finished", "duplicate"):
        result = event.get("first", event)
        before = " (answered before)" if event["event"] == "duplicate" else ""
        print(f"{host}: {result['outcome']}{before}")
        sys.exit(0 if result["outcome"] == "succeeded" else 1)
sys.exit(f"{host}: no answer in 10 minutes")
