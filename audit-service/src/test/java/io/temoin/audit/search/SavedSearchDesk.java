// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import static org.awaitility.Awaitility.await;

import io.temoin.audit.Database;
import io.temoin.audit.SavedSearches;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.TestTokens;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** People of several organisations of one tenant, and what becomes of what they save. */
final class SavedSearchDesk {

    static final String VOIX = "voix-du-rhone";

    private final Space space;

    SavedSearchDesk(Space space) {
        this.space = space;
    }

    /** A request of somebody of {@link #VOIX}. */
    RequestSpecification as(String actor, String role) {
        return as(actor, role, VOIX);
    }

    RequestSpecification as(String actor, String role, String organisation) {
        return Http.given()
                .auth()
                .oauth2(
                        role.equals("dpo")
                                ? TestTokens.tenantWide(space.tenant(), organisation, actor, role)
                                : TestTokens.token(
                                        space.tenant(), organisation, List.of(), actor, role));
    }

    /** Ids of what a list shows once it shows as many: it is a moment behind. */
    List<String> listed(RequestSpecification request, int number) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () ->
                                Http.given()
                                        .spec(request)
                                        .queryParam("limit", 200)
                                        .get(SavedSearches.PATH)
                                        .<List<String>>path("items.id"),
                        ids -> ids.size() == number);
    }

    Response run(RequestSpecification request, String id) {
        return request.get(SavedSearches.PATH + "/" + id + "/entries");
    }

    /** Entries of the trail as text, once there are as many. */
    List<String> entries(String columns, String where, int number) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () ->
                                space.texts(
                                        "select %s from audit_entry where %s order by at, position"
                                                .formatted(columns, where)),
                        entries -> entries.size() >= number);
    }

    /** What was recorded of a search, and by whom. */
    List<String> recorded(String id) throws SQLException {
        List<String> events = new ArrayList<>();
        try (var connection = Database.as("feed");
                var query =
                        connection.prepareStatement(
                                "select type || ' ' || (metadata->'actor'->>'id')"
                                        + " from event where tenant = ? and stream = ?"
                                        + " order by version")) {
            query.setString(1, space.tenant());
            query.setString(2, "savedsearch-" + id);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    events.add(rows.getString(1));
                }
            }
        }
        return events;
    }
}
