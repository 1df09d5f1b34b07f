// SPDX-License-Identifier: Apache-2.0
// A sample for integrators (docs/integrators.md): writes each event of one topic to its own file,
// once, however often Kafka delivers it. The file is named after ce_id and appears in one step: if
// it exists, the event has been handled. With a database, insert the id in the same transaction as
// the effect.
import { existsSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Kafka, logLevel } from "kafkajs";

// The types this consumer knows, in the version it was written for.
const KNOWN = new Set([
  "io.temoin.recording.RecordingStored.v1",
  "io.temoin.recording.RecordingErased.v1",
]);

const { KAFKA_BOOTSTRAP_SERVERS, GROUP, TOPIC, DEAD_LETTERS, FOLDER } = process.env;
const kafka = new Kafka({
  brokers: KAFKA_BOOTSTRAP_SERVERS.split(","),
  logLevel: logLevel.ERROR,
});
const consumer = kafka.consumer({ groupId: GROUP });
const producer = kafka.producer();

async function handle({ topic, partition, message }) {
  const attributes = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, value.toString()]),
  );
  const { ce_id: id, ce_type: type } = attributes;
  if (!id || !/^[0-9A-Za-z.-]+$/.test(id) || !type || message.value === null) {
    return setAside(topic, partition, message, "no CloudEvent");
  }
  if (!KNOWN.has(type)) {
    return; // types are added; a consumer passes over what it does not know
  }
  const data = message.value.toString();
  if (!data.startsWith("{")) {
    return setAside(topic, partition, message, "no JSON object");
  }
  const file = join(FOLDER, `${id}.json`);
  if (existsSync(file)) {
    return; // delivered before: at least once means that
  }
  await writeFile(`${file}.part`, data);
  await rename(`${file}.part`, file);
}

// What will never be readable must not stop what comes after it; somebody looks at it later.
async function setAside(topic, partition, message, reason) {
  await producer.send({
    topic: DEAD_LETTERS,
    acks: -1,
    messages: [
      {
        key: message.key,
        value: message.value,
        headers: {
          ...message.headers,
          "dead-letter-reason": reason,
          "dead-letter-from": `${topic}/${partition}/${message.offset}`,
        },
      },
    ],
  });
}

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, async () => {
    await consumer.disconnect();
    await producer.disconnect();
    process.exit(0);
  });
}

await producer.connect();
await consumer.connect();
// A new group begins with what the topic still holds; a known one where it stopped.
await consumer.subscribe({ topics: [TOPIC], fromBeginning: true });
// eachMessage keeps the order of a partition, and moves the offset once handle() is done.
await consumer.run({ eachMessage: handle });
