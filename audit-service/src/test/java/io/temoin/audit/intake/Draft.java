// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record that is being broken. */
final class Draft {
    private final String topic;
    final Headers headers;
    @Nullable String key;
    byte @Nullable [] value;

    Draft(ProducerRecord<String, byte[]> whole) {
        topic = whole.topic();
        headers = whole.headers();
        key = whole.key();
        value = whole.value();
    }

    void header(String name, @Nullable String text) {
        headers.remove(name);
        headers.add(name, text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    void json(String text) {
        value = text.getBytes(StandardCharsets.UTF_8);
    }

    void noHeaders() {
        for (var header : headers.toArray()) {
            headers.remove(header.key());
        }
    }

    /** On the partition that all messages of this test take. */
    ProducerRecord<String, byte[]> record() {
        return new ProducerRecord<>(topic, 0, key, value, headers);
    }
}
