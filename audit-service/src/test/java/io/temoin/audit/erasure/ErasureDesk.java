// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure;

import io.temoin.audit.Database;
import io.temoin.audit.Erasures;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Where a DPO has a person erased, and what the trail and the keys tell of them afterwards. */
final class ErasureDesk {

    static final String SUBJECT = "5b0f6c1d3e4f5a60718293a4b5c6d7e8";
    static final String OTHER = "6c0f6c1d3e4f5a60718293a4b5c6d7e8";

    private final Space space;

    ErasureDesk(Space space) {
        this.space = space;
    }

    Response erase(String subject) {
        return erase(subject, UUID.randomUUID().toString());
    }

    Response erase(String subject, String key) {
        return Erasures.erase(space, subject, key);
    }

    Published given(String subject) {
        return space.about(subject);
    }

    List<Map<String, Object>> given() {
        return space.trail().stream()
                .filter(entry -> "consent".equals(entry.get("service")))
                .toList();
    }

    String count(String condition) throws SQLException {
        return Objects.requireNonNull(
                Database.text(
                        "owner",
                        "select count(*) from audit_entry where tenant = '%s' and %s"
                                .formatted(space.tenant(), condition)));
    }

    String keyIsDestroyed(String subject) throws SQLException {
        return keys("wrapped is null and destroyed_at is not null", subject);
    }

    String keys(String what, String subject) throws SQLException {
        return Objects.requireNonNull(
                Database.textOfKeys(
                        "select %s from shreddable_key where tenant = '%s' and scope = 'subject/%s'"
                                .formatted(what, space.tenant(), subject)));
    }
}
