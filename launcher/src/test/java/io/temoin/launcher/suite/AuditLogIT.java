// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.temoin.launcher.suite.AuditInstallation.Running;
import io.temoin.platform.ComponentFailure;
import io.temoin.platform.ThrowAwayComponents;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.tree.EntryBundle;
import io.temoin.transparency.trust.TlogProof;
import io.temoin.transparency.trust.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an operator does to the log of a running trail, by the packaged service, and what strangers
 * with the verifier see of it: its key is replaced, its key is lost, and its time is over.
 */
class AuditLogIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static ThrowAwayComponents components;

    @TempDir private Path folder;
    private AuditInstallation installation;
    private TemoinVerify stranger;

    @BeforeAll
    static void startComponents() {
        components = ThrowAwayComponents.start();
    }

    @AfterAll
    static void stopComponents() {
        components.close();
    }

    @BeforeEach
    void install() {
        installation = new AuditInstallation(components, folder);
        stranger = new TemoinVerify(folder);
    }

    /** What somebody has who was given a proof at some time. */
    private record Given(String policy, String checkpoint, String proof, String leaf) {}

    @Test
    void aLogGoesOnWhileItsKeyIsReplaced() throws Exception {
        // Given a log under the old key
        var old = key();
        var next = key();
        var before = grownTo(3, List.of(old), "before");

        // When both keys sign for a while, and then the new one alone
        var during = grownTo(5, List.of(old, next), "during");
        var after = grownTo(8, List.of(next), "after");

        // Then every proof holds by the policy of its day, and by that of the time of both keys
        for (var given : List.of(before, during, after)) {
            verify(given, given.policy()).as(0);
            verify(given, during.policy()).as(0);
        }
        // ... one that was taken while both signed, by any of them
        verify(during, before.policy()).as(0);
        verify(during, after.policy()).as(0);
        // ... and who knows one key does not believe what the other one alone has signed
        verify(before, after.policy()).as(1);
        verify(after, before.policy()).as(1);
    }

    /** Without the previous key nothing is signed, whatever else is in the file. */
    @Test
    void aKeyFileThatHasLostTheKeyStopsTheStart() throws Exception {
        // Given
        var old = key();
        var next = key();
        var before = grownTo(2, List.of(old), "before");

        // When
        write(List.of(next));

        // Then
        assertRefused();
        write(List.of(old)); // and a prefix of now makes other logs of them, by name
        assertRefused(Map.of("TEMOIN_LOG_PREFIX", "elsewhere.example/v1/logs"));
        Files.delete(installation.keyFile()); // the profile makes a new one
        assertRefused();
        write(List.of(next, old));
        assertThat(signers(grownTo(3, List.of(next, old), "again"))).isEqualTo(2);

        // And whoever really has lost it says so, and gives out the new key by hand
        var lost = key();
        write(List.of(lost));
        assertRefused();
        var accepted =
                grownTo(
                        4,
                        List.of(lost),
                        "lost",
                        Map.of("TEMOIN_AUDIT_LOG_ACCEPT_NEW_KEYS", "true"));
        assertThat(signers(accepted)).isEqualTo(1);
        verify(accepted, before.policy()).as(1);
        verify(accepted, accepted.policy()).as(0);
        grownTo(5, List.of(lost), "later");
    }

    @Test
    void aLogThatIsOverIsPrunedAndAStrangerIsToldSo() throws Exception {
        // Given a log of long ago, whose entries are forgotten
        var key = key();
        var before = grownTo(3, List.of(key), "before");
        installation.asAdministrator(
                "update log_head set period = '2024-2' where shard <> 'log-of-logs'");
        installation.asAdministrator(
                "update log_leaf set event_id = null where shard <> 'log-of-logs'");

        // When
        write(List.of(key));
        try (var service =
                installation
                        .start(Map.of("TEMOIN_AUDIT_LOG_PRUNING_INTERVAL", "200ms"))
                        .awaitReady()) {
            var id = id(service);
            await().atMost(PATIENCE).until(() -> service.has("/v1/logs/" + id + "/pruning/proof"));

            // Then
            assertThat(stranger.run("fsck", service.log(id), "--policy", before.policy()).as(0))
                    .contains("was pruned at ")
                    .contains("its entries came before 2025-01-01T00:00:00Z")
                    .contains("Its last head had 3 entries");
            stranger.run(
                            "fsck",
                            service.log(id),
                            "--key",
                            keysOf(service, id).getFirst().toString())
                    .as(2);
            verify(before, before.policy()).as(0);
        }
    }

    private Given grownTo(int size, List<KeyPair> keys, String name) throws IOException {
        return grownTo(size, keys, name, Map.of());
    }

    /** Starts the service with these keys, lets the log grow to a size, looks, and stops it. */
    private Given grownTo(int size, List<KeyPair> keys, String name, Map<String, String> settings)
            throws IOException {
        write(keys);
        try (var service = installation.start(settings).awaitReady()) {
            service.report(size - size(service));
            await().atMost(PATIENCE)
                    .until(() -> size(service) == size && areSignedBy(service, keys));
            return look(service, keys, size, name);
        }
    }

    /** What was signed is signed by all keys of the file, and holds from the first entry on. */
    private Given look(Running service, List<KeyPair> keys, int size, String name) {
        var id = id(service);
        var log = service.log(id);
        var policy = stranger.keep(name + ".policy", service.get("/v1/logs/" + id + "/policy"));
        assertThat(keysOf(service, id)).hasSameSizeAs(keys);
        for (var key : keysOf(service, id)) {
            stranger.run("fsck", log, "--key", key.toString()).as(0);
        }
        assertThat(stranger.run("fsck", log, "--policy", policy).as(0))
                .contains(" has all " + size + " entries ");
        var kept =
                stranger.keep(name + ".checkpoint", service.get("/v1/logs/" + id + "/checkpoint"));
        stranger.run("consistency", log, "1", kept, "--policy", policy).as(0);
        var proof = service.get("/v1/entries/x-rhone-telecom:crm:export-1/proof");
        return new Given(
                policy,
                kept,
                stranger.keep(name + ".tlog-proof", proof),
                stranger.keep(name + ".leaf", leaf(service, id, TlogProof.parse(proof))));
    }

    private static byte[] leaf(Running service, String id, TlogProof proof) {
        var size = Checkpoint.parse(proof.checkpoint().text()).head().size();
        var bundle = EntryBundle.in(size, 0);
        return bundle.decode(service.get("/v1/logs/" + id + "/" + bundle.path()))
                .get((int) proof.index());
    }

    private TemoinVerify.Ending verify(Given given, String policy) {
        return stranger.run(
                "verify-proof", given.proof(), "--policy", policy, "--leaf", given.leaf());
    }

    private void assertRefused() {
        assertRefused(Map.of());
    }

    /** The start ends with a sentence that says what to do. */
    private void assertRefused(Map<String, String> settings) {
        try (var service = installation.start(settings)) {
            assertThatExceptionOfType(ComponentFailure.class)
                    .isThrownBy(service::awaitReady)
                    .withMessageContaining("ended with code 1");
            assertThat(service.output())
                    .contains("was not signed by any key in the key file")
                    .contains("Restore the previous key to the file");
        }
    }

    /** The size under the signed checkpoint of the tenant's only log; 0 before there is one. */
    private static int size(Running service) {
        return service.json("/v1/logs").at("/items/0/size").asInt();
    }

    private static String id(Running service) {
        return service.json("/v1/logs").at("/items/0/id").asText();
    }

    /** The log and the log of logs, which grows once a minute: every start signs it anew. */
    private static boolean areSignedBy(Running service, List<KeyPair> keys) {
        return Stream.of(id(service), "log-of-logs").allMatch(log -> isSigned(service, log, keys));
    }

    private static boolean isSigned(Running service, String log, List<KeyPair> keys) {
        var path = "/v1/logs/" + log + "/checkpoint";
        if (!service.has(path)) {
            return false;
        }
        var note = SignedNote.parse(service.get(path));
        var own = keysOf(service, log);
        try {
            return own.size() == keys.size()
                    && own.stream().allMatch(key -> note.verify(List.of(key)).signedBy(key));
        } catch (Untrusted _) {
            return false;
        }
    }

    /** The keys of one log: each is derived from a key of the file. */
    private static List<VerifierKey> keysOf(Running service, String log) {
        var policy = service.get("/v1/logs/" + log + "/policy");
        return TrustPolicy.parse(policy).logs().stream()
                .filter(key -> key.name().equals("localhost/v1/logs/" + log))
                .toList();
    }

    private static int signers(Given given) throws IOException {
        return SignedNote.parse(Files.readAllBytes(Path.of(given.checkpoint())))
                .signatures()
                .size();
    }

    /** As `openssl genpkey` and `openssl pkey -pubout` write them. */
    private void write(List<KeyPair> keys) throws IOException {
        var pem = new StringBuilder();
        for (var key : keys) {
            pem.append(block("PRIVATE", key.getPrivate().getEncoded()));
            pem.append(block("PUBLIC", key.getPublic().getEncoded()));
        }
        var file = Files.writeString(installation.keyFile(), pem);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static String block(String kind, byte[] der) {
        return "-----BEGIN %s KEY-----\n%s\n-----END %s KEY-----\n"
                .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind);
    }

    private static KeyPair key() throws NoSuchAlgorithmException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }
}
