// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.person.vault;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Which key people were named by so far, by its check value: under another, nobody is found. */
@Singleton
public class PersonKeyStore {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String PURPOSE = "SHARED_PSEUDONYMS";

    private final Pool keys;

    PersonKeyStore(@ReactiveDataSource("keys") Pool keys) {
        this.keys = keys;
    }

    /** Notes the first key; says whether this one is the one that was noted. Blocks. */
    public boolean isTheOneNoted(String checkValue) {
        Buffer value = Buffer.buffer(checkValue.getBytes(StandardCharsets.US_ASCII));
        return keys.preparedQuery(
                        "insert into keyset_check (purpose, fingerprint) values ($1, $2)"
                                + " on conflict do nothing")
                .execute(Tuple.of(PURPOSE, value))
                .chain(
                        () ->
                                keys.preparedQuery(
                                                "select fingerprint = $2 as same from keyset_check"
                                                        + " where purpose = $1")
                                        .execute(Tuple.of(PURPOSE, value)))
                .map(rows -> rows.iterator().next().getBoolean("same"))
                .await()
                .atMost(LIMIT);
    }
}
