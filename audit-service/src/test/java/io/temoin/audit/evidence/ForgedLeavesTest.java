// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Database;
import io.temoin.audit.Erasures;
import io.temoin.audit.Published;
import io.temoin.audit.SaidInLog;
import io.temoin.audit.Space;
import io.temoin.audit.intake.SubjectKeyring;
import io.temoin.audit.intake.domain.EntryField.About;
import io.temoin.audit.intake.domain.EntryFields;
import io.temoin.audit.log.LogReader;
import io.temoin.audit.log.LogSize;
import io.temoin.chassis.testing.Http;
import io.temoin.eventsourcing.Rejected;
import io.temoin.shredding.TenantId;
import io.temoin.transparency.entry.PruningStatement;
import io.temoin.transparency.entry.Salter;
import io.temoin.transparency.entry.StatementLeaf;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignedNote;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who runs the database writes leaves into its table that the signed tree does not have. */
@QuarkusTest
class ForgedLeavesTest {

    private static final String PERSON = "6d0f6c1d3e4f5a60718293a4b5c6d7e8";
    private static final String OTHER = "7e0f6c1d3e4f5a60718293a4b5c6d7e8";

    /** No tree of a test grows as large. */
    private static final long BEYOND = 1_000_000_000L;

    private final Space space = new Space();
    private final LogReader log = new LogReader(space);
    private final TrailCheckJob check;
    private final EntryPruningJob pruning;
    private final TrailCheckStore store;
    private final SubjectKeyring keyring;
    private final Clock clock;

    ForgedLeavesTest(
            TrailCheckJob check,
            EntryPruningJob pruning,
            TrailCheckStore store,
            SubjectKeyring keyring,
            Clock clock) {
        this.check = check;
        this.pruning = pruning;
        this.store = store;
        this.keyring = keyring;
        this.clock = clock;
    }

    /** List, entry and leaf of an erasure that never was are all there, and agree. */
    @Test
    void anErasureThatTheSignedTreeDoesNotHaveIsFoundAndProvesNothing() throws SQLException {
        Published event = recorded(PERSON);
        recorded(OTHER);
        erased(OTHER);
        String erasure = UUID.randomUUID().toString();

        EvidenceDesk.entries("subject = null, stream = 'erased'", id(event));
        EvidenceDesk.salts("subject = null, erasure = '%s'".formatted(erasure), id(event));
        EvidenceDesk.asOwner(
                "subject_erasure",
                """
                insert into subject_erasure (tenant, erasure, entries, began_at)
                select e.tenant, '%s', sha256(
                    convert_to(e.event_id || chr(10) || e.actor || chr(10), 'UTF8')
                      || s.subject_digests), now() - interval '2 hours'
                from audit_entry e join entry_salt s using (tenant, event_id)
                where e.event_id = '%s'\
                """
                        .formatted(erasure, id(event)));
        String record = recordedBesideTheTree(erasure);

        assertThat(differences()).containsExactlyInAnyOrder(id(event), record);
        assertProblem(
                space.as("dpo").get("/v1/entries/{id}/proof", id(event)), 500, "trail-differs");
    }

    @Test
    void anEntryThatIsRewrittenWithItsLeafIsFound() throws SQLException {
        Published event = recorded(PERSON);

        EvidenceDesk.entries("actor = 'somebody else'", id(event));
        rewriteLeaf(0);

        assertThat(differences()).containsExactly(id(event));
    }

    /** Entry, leaf, tile and root agree; what is compared with them would be sound. */
    @Test
    void aTreeThatNobodySignedIsNotCompared() throws SQLException {
        Published event = recorded(PERSON);
        LogSize logSize = logSize();
        String signed = head("checkpoint");
        String root = head("encode(root, 'hex')");
        EvidenceDesk.entries("actor = 'somebody else'", id(event));
        rewriteLeaf(0);
        Database.run(
                "owner",
                """
                update log_tile t set content = sha256('\\x00' || l.leaf) from log_leaf l
                where t.shard = '%1$s' and l.shard = t.shard and l.index = 0\
                """
                        .formatted(log.id()),
                """
                update log_head h set root = t.content, checkpoint = split_part(checkpoint, chr(10), 1)
                  || chr(10) || '1' || chr(10) || encode(t.content, 'base64')
                  || substr(checkpoint, strpos(checkpoint, chr(10) || chr(10)))
                from log_tile t where h.shard = '%1$s' and t.shard = h.shard\
                """
                        .formatted(log.id()));

        try {
            assertThatThrownBy(() -> check.differences(logSize, clock.instant()))
                    .isInstanceOf(Rejected.class)
                    .hasMessageContaining("not covered by a signed checkpoint");
        } finally {
            Database.run(
                    "owner",
                    "update log_head set checkpoint = '%s', root = decode('%s', 'hex') where shard = '%s'"
                            .formatted(signed, root, log.id()));
        }
    }

    @Test
    void anEntryThatIsRewrittenWithItsLeafIsNotForgotten() throws SQLException {
        Published event = recorded(PERSON);
        EvidenceDesk.entries("recorded_at = recorded_at - interval '2 years'", id(event));
        rewriteLeaf(0);

        pruning.prune(logSize(), clock.instant());

        assertThat(space.ids()).containsExactly(id(event));
        assertThat(head("forgotten")).isNull();
    }

    private String head(String what) throws SQLException {
        return Database.text(
                "feed", "select %s from log_head where shard = '%s'".formatted(what, log.id()));
    }

    /** What it says of them could not be compared any more. */
    @Test
    void aPersonOfWhomAnEntryIsRewrittenWithItsLeafKeepsTheirKey() throws SQLException {
        Published event = recorded(PERSON);
        EvidenceDesk.entries("actor = 'somebody else'", id(event));
        rewriteLeaf(0);

        assertProblem(
                Erasures.erase(space, PERSON, UUID.randomUUID().toString()), 500, "trail-differs");

        assertThat(
                        Database.textOfKeys(
                                "select destroyed_at from shreddable_key where tenant = '%s' and scope = 'subject/%s'"
                                        .formatted(space.tenant(), PERSON)))
                .isNull();
    }

    /** The signed tree of the log of logs does not have the statement, whatever the table says. */
    @Test
    void aLogWhosePruningIsOnlyInTheTableOfLeavesIsFound() throws SQLException {
        recorded(PERSON);
        String shard = log.id();
        Checkpoint last =
                Checkpoint.parse(
                        SignedNote.parse(Http.get("/v1/logs/{id}/checkpoint", shard).asByteArray())
                                .text());
        String statement =
                new PruningStatement(
                                last.origin(),
                                last.head(),
                                Instant.parse("2025-01-01T00:00:00Z"),
                                Period.ofMonths(12),
                                Instant.parse("2026-01-02T00:00:00Z"))
                        .text();
        String nobodys = Base64.getEncoder().encodeToString(new byte[68]);
        Database.run(
                "owner",
                """
                update log_head set period = '2024-2', pruned_at = now(),
                  pruned = '%s' || chr(10) || '— %s %s' || chr(10) where shard = '%s'\
                """
                        .formatted(statement, last.origin(), nobodys, shard),
                "delete from log_leaf where shard = '%s'".formatted(shard),
                "delete from log_tile where shard = '%s' and width = 256".formatted(shard),
                "insert into log_leaf values ('log-of-logs', %d, '*', '%s@pruned', decode('%s', 'hex'))"
                        .formatted(
                                BEYOND + new Random().nextInt(1_000_000),
                                shard,
                                HexFormat.of().formatHex(StatementLeaf.of(statement))));

        try (SaidInLog alarm =
                new SaidInLog(DifferingEntries.class, "log " + shard + " is marked as pruned")) {
            check.look(clock.instant());

            assertThat(alarm.times()).isPositive();
        }
    }

    /** An entry that says of an erasure what its list has, with a leaf beyond the tree. */
    private String recordedBesideTheTree(String erasure) throws SQLException {
        String record = UUID.randomUUID().toString();
        EvidenceDesk.asOwner(
                "audit_entry",
                """
                create temporary table forged as
                select (jsonb_populate_record(e, jsonb_build_object('event_id', '%s',
                  'position', -e.position, 'recorded_at', e.recorded_at - interval '2 hours',
                  'stream', 'erasure-' || l.erasure, 'because', array[
                    'digest=' || encode(sha256(l.entries), 'hex'), 'entries=1']))).*
                from audit_entry e join subject_erasure l using (tenant)
                where e.tenant = '%s' and e.action = 'SUBJECT_ERASED' and l.erasure = '%s';
                alter table forged drop column workstation_name, drop column correlation_name;
                insert into audit_entry overriding system value select * from forged\
                """
                        .formatted(record, space.tenant(), erasure));
        EvidenceDesk.asOwner(
                "entry_salt",
                """
                insert into entry_salt
                select (jsonb_populate_record(s, jsonb_build_object('event_id', '%s'))).*
                from audit_entry e join entry_salt s using (tenant, event_id)
                where e.tenant = '%s' and e.action = 'SUBJECT_ERASED' and event_id <> '%s'\
                """
                        .formatted(record, space.tenant(), record));
        Database.run(
                "owner",
                "insert into log_leaf values ('%s', %d, '%s', '%s', '')"
                        .formatted(log.id(), BEYOND, space.tenant(), record));
        rewriteLeaf(BEYOND);
        return record;
    }

    /** Makes the digests and the leaf of an entry what they should be by its row. */
    private void rewriteLeaf(long index) throws SQLException {
        CaseEntry entry = entry(index);
        Salter salter = Objects.requireNonNull(entry.subject()).salter();
        String digests =
                EntryFields.of(entry.entry()).stream()
                        .filter(field -> field.about() == About.SUBJECT)
                        .map(field -> salter.digest(field.name(), field.value()).bytes())
                        .map(HexFormat.of()::formatHex)
                        .collect(Collectors.joining());
        EvidenceDesk.salts(
                "subject_digests = decode('%s', 'hex')".formatted(digests), entry.entry().id());
        byte[] leaf = entry(index).leaf(UUID.randomUUID()).bytes();
        Database.run(
                "owner",
                "update log_leaf set leaf = decode('%s', 'hex') where shard = '%s' and index = %d"
                        .formatted(HexFormat.of().formatHex(leaf), log.id(), index));
    }

    private CaseEntry entry(long index) {
        TenantId tenant = new TenantId(space.tenant());
        Duration limit = Duration.ofSeconds(10);
        CaseRow row =
                Objects.requireNonNull(
                        store.leaves(tenant, log.id(), index, index + 1)
                                .await()
                                .atMost(limit)
                                .getFirst()
                                .row());
        return row.opened(keyring.forKept(tenant, List.of(row.entry())).await().atMost(limit));
    }

    private Published recorded(String person) {
        return recorded(space.about(person));
    }

    private Published recorded(Published event) {
        int before = space.ids().size();
        Space.publish(List.of(event));
        space.awaitEntries(before + 1);
        log.awaitSize(before + 1);
        return event;
    }

    private void erased(String person) {
        Erasures.erase(space, person, UUID.randomUUID().toString()).then().statusCode(201);
        Erasures.awaitRecorded(space, 1);
        log.awaitSize(space.ids().size());
    }

    private List<String> differences() {
        return check.differences(logSize(), clock.instant());
    }

    private LogSize logSize() {
        return new LogSize(log.id(), new TenantId(space.tenant()), log.size());
    }

    private static String id(Published event) {
        return event.header("ce_id");
    }
}
