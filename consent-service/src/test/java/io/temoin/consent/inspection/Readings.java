// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.chassis.testing.Backlog;
import io.temoin.chassis.testing.Response;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.shredding.postgres.TenantSetting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/** What the service put on record of readings, as its database has it. */
public final class Readings {

    private Readings() {}

    /** The one reading that requests with this correlation id left. */
    public static JsonNode only(String correlation) throws SQLException {
        List<JsonNode> all = of(correlation);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    /** The last reading that requests with this correlation id left. */
    public static JsonNode last(String correlation) throws SQLException {
        return of(correlation).getLast();
    }

    /** All that requests with this correlation id left: type, payload and metadata. */
    public static List<JsonNode> of(String correlation) throws SQLException {
        List<JsonNode> found = new ArrayList<>();
        try (Connection connection = Backlog.Role.APP.connect();
                var tenant = connection.createStatement();
                var events =
                        connection.prepareStatement(
                                """
                                select json_build_object('type', type, 'payload', payload::json,
                                                         'metadata', metadata::json)
                                from event
                                where stream like 'inspection-%'
                                  and metadata::jsonb ->> 'correlation' = ?
                                order by global_position\
                                """)) {
            tenant.execute(TenantSetting.ofSession("helios"));
            events.setString(1, "claimed:" + correlation);
            try (var rows = events.executeQuery()) {
                while (rows.next()) {
                    found.add(EventCodec.JSON.readTree(rows.getString(1)));
                }
            }
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException(failure);
        }
        return found;
    }

    /** The texts of an array. */
    public static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }

    /** Asks while the disk is full for readings, and for nothing else. */
    public static Response withoutRoom(Supplier<Response> question) throws SQLException {
        owner(
                """
                create function full_disk() returns trigger language plpgsql as $$
                begin raise exception 'no room for readings' using errcode = '53100'; end $$\
                """);
        owner(
                """
                create trigger full_disk before insert on event for each row
                  when (new.stream like 'inspection-%') execute function full_disk()\
                """);
        try {
            return question.get();
        } finally {
            owner("drop trigger full_disk on event");
            owner("drop function full_disk()");
        }
    }

    private static void owner(String sql) throws SQLException {
        try (Connection connection = Backlog.Role.OWNER.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
