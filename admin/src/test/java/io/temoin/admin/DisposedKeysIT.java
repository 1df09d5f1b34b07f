// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A backup of the keys may bring back the key of a consent that was disposed of. */
class DisposedKeysIT {

    private static final String GONE = "a".repeat(32);
    private static final String NEEDED = "b".repeat(32);

    @Test
    void goAgainUnlessAnotherConsentNeedsThem() throws IOException {
        var databases = StoreDatabases.ONE;
        databases.empty();
        databases.asAdministrator(
                "store",
                migration("V1000__consent.sql"),
                migration("V1010__disposal.sql"),
                """
                insert into event (tenant, stream, version, type, type_version, payload, metadata,
                  command_id, ordinal, recorded_at)
                values ('helios', 'contact-1', 1, 'ConsentGiven', 1,
                  '{"number":{"subject":"%s","sealed":"x"}}', '{}', gen_random_uuid(), 0, now())"""
                        .formatted(NEEDED),
                disposed(GONE),
                disposed(NEEDED));

        List<RecordedDestruction> recorded = new ArrayList<>();
        var destructions = new Destructions(recorded::addAll);
        try (var feed = databases.feed()) {
            destructions.readTable(feed);
        }
        destructions.finish();

        assertThat(recorded)
                .singleElement()
                .satisfies(one -> assertThat(one.scope()).isEqualTo("subject/" + GONE));
    }

    private static String disposed(String owner) {
        return "insert into disposed_item (tenant, kind, item, batch, key_owner) values ('helios',"
                + " 'CONSENT_PROOF', gen_random_uuid(), gen_random_uuid(), '"
                + owner
                + "')";
    }

    private static String migration(String name) throws IOException {
        return Files.readString(
                        SourceTree.root()
                                .resolve("consent-service/src/main/resources/db/consent")
                                .resolve(name))
                .replace("${app}", "store_app")
                .replace("${feed}", "store_feed");
    }
}
