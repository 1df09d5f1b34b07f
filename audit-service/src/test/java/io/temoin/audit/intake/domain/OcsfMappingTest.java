// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.temoin.eventsourcing.Rejected.Violation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OcsfMappingTest {

    private final ForeignEvent event =
            new ForeignEvent(EventForm.OCSF)
                    .with("metadata.uid", "evt-1")
                    .with("time", "1795511523512")
                    .with("class_uid", "6006")
                    .with("activity_id", "9")
                    .with("actor.user.uid", "claire-sub");

    @Test
    void readsWhoWhatWhyHowWhenAndWhere() {
        Submission entry =
                event.with("metadata.correlation_uid", "corr")
                        .with("type_uid", "600609")
                        .with("status_id", "1")
                        .with("actor.user.org.uid", "voix-du-rhone")
                        .with("actor.user.type_id", "2")
                        .with("device.hostname", "LYON-3-117")
                        .withOurs("unmapped.temoin.")
                        .with("unmapped.temoin.purpose", "QUALITY", "TRAINING")
                        .taken();

        assertThat(entry)
                .isEqualTo(
                        new Submission(
                                "/0",
                                "evt-1",
                                "crm",
                                java.time.Instant.parse("2026-11-24T09:12:03.512Z"),
                                new AuditEntry.Who("claire-sub", "voix-du-rhone", "admin"),
                                new AuditEntry.What("FILE_PREVIEW", Outcome.DONE, List.of()),
                                new AuditEntry.Why(
                                        List.of("QUALITY", "TRAINING"), ForeignEvent.REASON),
                                "FileHostingActivity",
                                "WEB",
                                "LYON-3-117",
                                ForeignEvent.LINKS,
                                "corr",
                                "cause"));
    }

    /** Ids and captions of OCSF 1.8; a change here changes what a sender's history is called. */
    @ParameterizedTest
    @CsvSource({
        "3001, 1, ACCOUNT_CHANGE_CREATE",
        "3001, 5, ACCOUNT_CHANGE_DISABLE",
        "3001, 12, ACCOUNT_CHANGE_UNLOCK",
        "3002, 1, AUTHENTICATION_LOGON",
        "3002, 2, AUTHENTICATION_LOGOFF",
        "3002, 7, AUTHENTICATION_ACCOUNT_SWITCH",
        "3003, 1, AUTHORIZE_SESSION_ASSIGN_PRIVILEGES",
        "3003, 3, AUTHORIZE_SESSION_ASSIGN_ROLES",
        "3004, 1, ENTITY_CREATE",
        "3004, 3, ENTITY_UPDATE",
        "3004, 13, ENTITY_RESUME",
        "3005, 2, USER_ACCESS_REVOKE_PRIVILEGES",
        "3005, 4, USER_ACCESS_REMOVE_ROLE",
        "3006, 3, GROUP_ADD_USER",
        "3006, 8, GROUP_REMOVE_SUBGROUP",
        "3007, 9, USER_PASSWORD_RESET",
        "3007, 16, USER_ASSIGN_ROLES",
        "3007, 17, USER_REMOVE_ROLES",
        "3008, 3, ROLE_DELETE",
        "3008, 11, ROLE_REMOVE_PROGRAMMATIC_CREDENTIALS",
        "6001, 5, WEB_RESOURCES_SEARCH",
        "6001, 7, WEB_RESOURCES_EXPORT",
        "6003, 4, API_DELETE",
        "6005, 4, DATASTORE_QUERY",
        "6005, 10, DATASTORE_DECRYPT",
        "6006, 2, FILE_DOWNLOAD",
        "6006, 17, FILE_ACCESS_CHECK",
        "6006, 0, FILE_UNKNOWN",
        "6006, 99, FILE_OTHER"
    })
    void namesTheActivity(String type, String activity, String action) {
        Submission entry =
                event.with("class_uid", type)
                        .with("activity_id", activity)
                        .with(
                                "type_uid",
                                Integer.toString(
                                        Integer.parseInt(type) * 100 + Integer.parseInt(activity)))
                        .taken();

        assertThat(entry.what().action()).isEqualTo(action);
    }

    @ParameterizedTest
    @CsvSource({
        "1004, 1, 100401, /0/class_uid",
        "2004, 1, 200401, /0/class_uid",
        "3002, 8, 300208, /0/activity_id",
        "3002, 01, 300201, /0/activity_id",
        "6003, 5, 600305, /0/activity_id",
        "6006, 9, 600608, /0/type_uid"
    })
    void refusesWhatItDoesNotKnow(String type, String activity, String typeUid, String pointer) {
        assertThat(
                        event.with("class_uid", type)
                                .with("activity_id", activity)
                                .with("type_uid", typeUid)
                                .refused())
                .extracting(Violation::pointer, Violation::code)
                .containsExactly(tuple(pointer, "event-not-mapped"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "1, -, DONE",
                "2, -, REFUSED",
                "0, -, UNCLASSIFIED",
                "99, -, UNCLASSIFIED",
                "-, -, UNCLASSIFIED",
                "2, 1, ALLOWED",
                "1, 2, REFUSED",
                "1, 0, DONE",
                "-, 1, ALLOWED"
            })
    void saysHowItEnded(String status, String action, Outcome outcome) {
        assertThat(
                        event.with("status_id", status)
                                .with("action_id", action)
                                .taken()
                                .what()
                                .outcome())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "metadata.uid, /0/metadata/uid, field-missing",
        "time, /0/time, field-missing",
        "class_uid, /0/class_uid, event-not-mapped",
        "activity_id, /0/activity_id, event-not-mapped",
        "actor.user.uid, /0/actor/user/uid, field-missing"
    })
    void refusesWhatIsIncomplete(String path, String pointer, String code) {
        assertThat(event.without(path).refused())
                .extracting(Violation::pointer, Violation::code)
                .containsExactly(tuple(pointer, code));
    }

    @ParameterizedTest
    @CsvSource({
        "time, yesterday, /0/time, format-invalid",
        "time, 99999999999999999999, /0/time, format-invalid",
        "time, 9223372036854775807, /0/time, format-invalid",
        "time, 1, /0/time, time-out-of-range",
        "actor.user.uid, 'CN=Jean Dupont,OU=x', /0/actor/user/uid, format-invalid",
        "device.hostname, a b, /0/device/hostname, format-invalid",
        "unmapped.temoin.subject, jean, /0/unmapped/temoin/subject, format-invalid",
        "api.operation, a b, /0/api/operation, format-invalid"
    })
    void pointsAtTheFieldOfTheEvent(String path, String text, String pointer, String code) {
        assertThat(event.with(path, text).refused())
                .extracting(Violation::pointer, Violation::code)
                .containsExactly(tuple(pointer, code));
    }

    /** Whoever signs in acts; whose account is changed does not. */
    @Test
    void takesTheUserForTheActorOnlyWhereItActs() {
        ForeignEvent byNobody = event.without("actor.user.uid").with("user.uid", "boris-sub");

        assertThat(
                        byNobody.with("class_uid", "3002")
                                .with("activity_id", "1")
                                .taken()
                                .who()
                                .actor())
                .isEqualTo("boris-sub");
        assertThat(byNobody.with("class_uid", "3007").with("activity_id", "3").refused())
                .extracting(Violation::pointer)
                .containsExactly("/0/actor/user/uid");
    }

    @Test
    void leavesWhatIsPersonalWhereItIs() {
        Submission plain = event.taken();
        ForeignEvent full = event;
        for (String path :
                List.of(
                        "actor.user.name",
                        "actor.user.full_name",
                        "actor.user.email_addr",
                        "actor.user.domain",
                        "actor.session.uid",
                        "user.name",
                        "user.email_addr",
                        "src_endpoint.ip",
                        "src_endpoint.name",
                        "device.ip",
                        "device.name",
                        "http_request.user_agent",
                        "http_request.url.url_string",
                        "file.name",
                        "file.path",
                        "message",
                        "status_detail",
                        "comment",
                        "raw_data",
                        "observables.value",
                        "enrichments.value")) {
            full = full.with(path, "jean.dupont@example.org");
        }

        assertThat(full.taken()).isEqualTo(plain);
    }

    @Test
    void namesTheOperationOfAnApi() {
        assertThat(
                        event.with("class_uid", "6003")
                                .with("activity_id", "2")
                                .with("api.operation", "GetObject")
                                .taken()
                                .operation())
                .isEqualTo("GetObject");
    }

    @Test
    void readsTheTimeInTextWhereThereIsNoOther() {
        assertThat(event.without("time").with("time_dt", "2026-11-24T09:12:03Z").taken().at())
                .isEqualTo("2026-11-24T09:12:03Z");
    }

    @Test
    void knowsTheKindOfAccount() {
        Map<String, String> kinds =
                Map.of("1", "user", "2", "admin", "3", "system", "4", "service", "99", "unknown");

        kinds.forEach(
                (id, role) ->
                        assertThat(event.with("actor.user.type_id", id).taken().who().role())
                                .isEqualTo(role));
    }
}
