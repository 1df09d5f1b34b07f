// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.temoin.eventsourcing.Rejected.Violation;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcsMappingTest {

    private final ForeignEvent event =
            new ForeignEvent(EventForm.ECS)
                    .with("@timestamp", "2026-11-24T09:12:03.512Z")
                    .with("event.id", "evt-1")
                    .with("event.action", "user-role-changed")
                    .with("user.id", "claire-sub");

    @Test
    void readsWhoWhatWhyHowWhenAndWhere() {
        Submission entry =
                event.with("event.outcome", "success")
                        .with("event.provider", "directory")
                        .with("trace.id", "corr")
                        .with("organization.id", "voix-du-rhone")
                        .with("user.roles", "directory-admin", "user")
                        .with("host.name", "LYON-3-117")
                        .withOurs("labels.temoin_")
                        .with("labels.temoin_purpose", "QUALITY")
                        .taken();

        assertThat(entry)
                .isEqualTo(
                        new Submission(
                                "/0",
                                "evt-1",
                                "crm",
                                Instant.parse("2026-11-24T09:12:03.512Z"),
                                new AuditEntry.Who(
                                        "claire-sub", "voix-du-rhone", "directory-admin,user"),
                                new AuditEntry.What("USER_ROLE_CHANGED", Outcome.DONE, List.of()),
                                new AuditEntry.Why(List.of("QUALITY"), ForeignEvent.REASON),
                                "directory",
                                "WEB",
                                "LYON-3-117",
                                ForeignEvent.LINKS,
                                "corr",
                                "cause"));
    }

    @ParameterizedTest
    @CsvSource({
        "user-password-change, USER_PASSWORD_CHANGE",
        "userPasswordChange, USER_PASSWORD_CHANGE",
        "UserLoggedIn, USER_LOGGED_IN",
        "logged in, LOGGED_IN",
        "iam:CreateUser, IAM_CREATE_USER",
        "a/b.c, A_B_C",
        "LOGON, LOGON"
    })
    void namesTheAction(String action, String named) {
        assertThat(event.with("event.action", action).taken().what().action()).isEqualTo(named);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "success, -, DONE",
                "failure, -, REFUSED",
                "unknown, -, UNCLASSIFIED",
                "-, -, UNCLASSIFIED",
                "success, denied, REFUSED",
                "failure, allowed, ALLOWED",
                "success, change, DONE"
            })
    void saysHowItEnded(String outcome, String type, Outcome expected) {
        assertThat(
                        event.with("event.outcome", outcome)
                                .with("event.type", type)
                                .taken()
                                .what()
                                .outcome())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "@timestamp, /0/@timestamp",
        "event.id, /0/event/id",
        "event.action, /0/event/action",
        "user.id, /0/user/id"
    })
    void refusesWhatIsIncomplete(String path, String pointer) {
        assertThat(event.without(path).refused())
                .extracting(Violation::pointer, Violation::code)
                .containsExactly(tuple(pointer, "field-missing"));
    }

    @ParameterizedTest
    @CsvSource({
        "@timestamp, yesterday, /0/@timestamp, format-invalid",
        "event.action, 'été', /0/event/action, format-invalid",
        "event.action, 'call 06 12 34 56 78', /0/event/action, personal-data",
        "user.id, jean@example.org, /0/user/id, personal-data",
        "user.roles, a b, /0/user/roles, format-invalid",
        "organization.id, Rhône, /0/organization/id, format-invalid",
        "organization.id, nord-energie, /0/organization/id, organisation-of-another",
        "host.name, a b, /0/host/name, format-invalid"
    })
    void pointsAtTheFieldOfTheDocument(String path, String text, String pointer, String code) {
        assertThat(event.with(path, text).refused())
                .extracting(Violation::pointer, Violation::code)
                .containsExactly(tuple(pointer, code));
    }

    @Test
    void prefersTheHashOfAUserToItsId() {
        assertThat(event.with("user.hash", "h-1").taken().who().actor()).isEqualTo("h-1");
    }

    @Test
    void leavesWhatIsPersonalWhereItIs() {
        Submission plain = event.taken();
        ForeignEvent full = event;
        for (String path :
                List.of(
                        "user.name",
                        "user.full_name",
                        "user.email",
                        "user.domain",
                        "source.ip",
                        "source.user.name",
                        "client.ip",
                        "user_agent.original",
                        "url.full",
                        "file.path",
                        "message",
                        "event.original",
                        "event.reason",
                        "related.user",
                        "labels.customer")) {
            full = full.with(path, "jean.dupont@example.org");
        }

        assertThat(full.taken()).isEqualTo(plain);
    }
}
