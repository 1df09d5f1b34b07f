// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.temoin.transparency.entry.BundleLanguage;
import io.temoin.transparency.entry.BundleManifest;
import io.temoin.transparency.entry.DisclosedEntry;
import io.temoin.transparency.entry.Disclosure;
import io.temoin.transparency.note.NoteSigner;
import io.temoin.transparency.note.SignatureType;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script in a bundle, run as its reader runs it: unpacked, with Python and openssl and nothing
 * of ours. It says of a bundle what {@code verify-bundle} says.
 */
class VerifyScriptTest {

    private static final int ENTRIES = 3;
    private static final long SEED = 18;

    @TempDir private Path folder = Path.of("");

    private TestLog log = new TestLog(folder);
    private TestBundle bundle = new TestBundle(log);

    /** Not skipped: a build that did not run the script has not tested it. */
    @BeforeAll
    static void needPythonAndOpenssl() throws Exception {
        for (List<String> program :
                List.of(List.of("python3", "--version"), List.of("openssl", "version"))) {
            try {
                assertThat(run(program).status()).as(String.join(" ", program)).isZero();
            } catch (IOException missing) {
                fail(
                        program.getFirst()
                                + " is needed to test the script in evidence bundles; on Debian:"
                                + " apt-get install python3 openssl",
                        missing);
            }
        }
    }

    @BeforeEach
    void pack() {
        log = new TestLog(folder.resolve("log"));
        bundle = new TestBundle(log).pack(ENTRIES);
    }

    @Test
    void tellsWhatIsProven() throws Exception {
        Answer answer = verify(log.policy());

        assertThat(answer.err()).isEmpty();
        assertThat(answer.status()).isZero();
        assertThat(answer.out())
                .isEqualTo(byVerifyBundle())
                .contains("erased field")
                .contains("cosigned by witness.example at 2023-11-14T22:13:20Z.");
    }

    @Test
    void tellsWhatWasReportedFromWhatTheSuiteRecorded() throws Exception {
        log = new TestLog(folder.resolve("other"));
        bundle =
                new TestBundle(log)
                        .pack(
                                List.of(
                                        TestBundle.reported(),
                                        TestBundle.entry(1),
                                        TestBundle.entry(2)));

        Answer answer = verify(log.policy());

        assertThat(answer.err()).isEmpty();
        assertThat(answer.out())
                .isEqualTo(byVerifyBundle())
                .startsWith("0001 (reported by voix-du-rhone, not recorded by the suite) at=")
                .contains(
                        "For reported entries, it is proven who reported them and what was"
                                + " reported");
    }

    @Test
    void tellsThatAnEntryDoesNotShowWhoRecordedIt() throws Exception {
        log = new TestLog(folder.resolve("silent"));
        bundle = new TestBundle(log).pack(List.of(TestBundle.silent(), TestBundle.entry(1)));

        Answer answer = verify(log.policy());

        assertThat(answer.err()).isEmpty();
        assertThat(answer.out())
                .isEqualTo(byVerifyBundle())
                .startsWith("0001 (not shown who recorded it) at=");
    }

    /** Anybody may write them who has a key that counts. */
    @Test
    void saysTheSameOfNamesAndTimesThatNobodyExpects() throws Exception {
        log = new TestLog(folder.resolve("odd"));
        log.cosignedAt = 1L << 40; // in the year 36812
        DisclosedEntry usual = TestBundle.entry(0);
        List<Disclosure> fields = new ArrayList<>(usual.fields());
        fields.add(TestBundle.seed(0).disclose("at=noon", "\"x\""));
        bundle =
                new TestBundle(log)
                        .pack(
                                List.of(
                                        DisclosedEntry.of(
                                                usual.id(), fields, usual.withheld(), List.of())));

        Answer answer = verify(log.policy());

        assertThat(answer.err()).isEmpty();
        assertThat(answer.out())
                .isEqualTo(byVerifyBundle())
                .contains(" \"at=noon\"=x ")
                .contains("cosigned by witness.example at second 1099511627776.");
    }

    @Test
    void saysPlainlyWhenTheKeysCameWithTheBundle() throws Exception {
        Answer answer = run(command(unpacked()));

        assertThat(answer.status()).isZero();
        assertThat(answer.out())
                .contains("so all of it could be fabricated")
                .contains("\n  log " + log.log.key() + "\n  witness " + log.witness.key());
    }

    @Test
    void findsAnyDamage() throws Exception {
        Random random = new Random(SEED);
        List<String> names =
                bundle.contents.keySet().stream()
                        .filter(name -> name.startsWith("entries/"))
                        .toList();
        for (int round = 0; round < 40; round++) {
            String name = names.get(random.nextInt(names.size()));
            byte[] good = contents(name);
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            bundle.contents.put(name, bad);
            bundle.list(ENTRIES);
            Answer answer = verify(log.policy());
            assertThat(answer.status())
                    .as("seed %d, round %d, %s: %s", SEED, round, name, answer)
                    .isEqualTo(1);
            assertThat(answer.out()).isEmpty();
            bundle.contents.put(name, good);
        }
        bundle.list(ENTRIES);
        assertThat(verify(log.policy()).status()).isZero();
    }

    @Test
    void findsAFileThatIsMoreChangedOrMissing() throws Exception {
        Path more = unpacked();
        Files.writeString(more.resolve("entries/more.txt"), "x");
        assertThat(run(command(more)).status()).isEqualTo(1);
        Path less = more;
        for (BundleLanguage language : BundleLanguage.values()) {
            Path changed = unpacked();
            Files.writeString(changed.resolve(language.page()), "x");
            assertThat(run(command(changed)))
                    .isEqualTo(
                            PackedBundle.wrong(language.page() + " does not match the manifest."));
            less = unpacked();
            Files.delete(less.resolve(language.readme()));
            assertThat(run(command(less)))
                    .isEqualTo(
                            PackedBundle.wrong(
                                    "The manifest has "
                                            + language.readme()
                                            + ", which the bundle does not contain."));
        }
        Files.delete(less.resolve(BundleManifest.NAME));
        assertThat(run(command(less))).isEqualTo(PackedBundle.wrong("The bundle has no manifest."));
        assertThat(run(command(less, less.resolve("none").toString())).status()).isEqualTo(2);
    }

    /** Python looks for modules beside the script first: the sender may have put some there. */
    @Test
    void runsNothingElseThatCameWithTheBundle() throws Exception {
        Path unpacked = unpacked();
        Path trace = folder.resolve("trace");
        for (String module : modules(unpacked)) {
            Files.writeString(
                    unpacked.resolve(module + ".py"), "open(r'%s', 'w')\n".formatted(trace));
        }
        Path openssl = Files.writeString(unpacked.resolve("openssl"), "#!/bin/sh\n>" + trace);
        assertThat(openssl.toFile().setExecutable(true)).isTrue();
        String path = "PATH=" + unpacked + File.pathSeparator + System.getenv("PATH");
        for (List<String> python : List.of(List.of("python3"), List.of("python3", "-I"))) {
            List<String> command = new ArrayList<>(List.of("env", path));
            command.addAll(python);
            command.add(unpacked.resolve(BundleManifest.SCRIPT).toString());

            Answer answer = run(command);

            assertThat(trace).as(String.join(" ", python)).doesNotExist();
            assertThat(answer)
                    .isEqualTo(
                            new Answer(
                                    1,
                                    "",
                                    "Wrong: The bundle has files other than those in its"
                                            + " manifest.\n"));
        }
    }

    /** What the script imports, and what is imported with it. */
    private static List<String> modules(Path unpacked) throws IOException {
        List<String> modules = new ArrayList<>(List.of("zlib", "signal", "random", "platform"));
        try (Stream<String> lines = Files.lines(unpacked.resolve(BundleManifest.SCRIPT))) {
            lines.filter(line -> line.startsWith("import "))
                    .map(line -> line.substring("import ".length()))
                    .forEach(modules::add);
        }
        assertThat(modules).contains("uuid", "base64", "hashlib", "subprocess");
        return modules;
    }

    @Test
    void believesTheGivenPolicyAlone() throws Exception {
        TestLog other = new TestLog(folder.resolve("other"));

        assertThat(verify(other.policy()).err())
                .isEqualTo(
                        "Wrong: Entry 0001 is not proven: The checkpoint is not signed by the log"
                                + " log.example/audit.\n");
        assertThat(
                        verify(
                                        log.policy()
                                                .replace(
                                                        log.witness.key().toString(),
                                                        other.witness.key().toString()))
                                .err())
                .isEqualTo(
                        "Wrong: Entry 0001 is not proven: Too few witnesses have cosigned the"
                                + " checkpoint for the policy's quorum.\n");
        assertThat(
                        verify(
                                        "log "
                                                + log.log.key()
                                                + "\nwitness a "
                                                + log.witness.key()
                                                + "\nwitness b "
                                                + other.witness.key()
                                                + "\ngroup g any a b\nquorum g\n")
                                .status())
                .isZero();
        assertThat(verify(log.policy().replace("\n", "\r\n")).err())
                .contains("lines that end in CR LF");
        assertThat(verify(log.policy().replace("\n", "\r\n")).status()).isEqualTo(2);
        assertThat(verify("quorum\n").status()).isEqualTo(2);
    }

    /** From openssl 3.5; an older one cannot tell, and says so. */
    @Test
    void verifiesMlDsa44OfLogAndWitness() throws Exception {
        NoteSigner ofLog = TestLog.signer("log.example/audit", SignatureType.ML_DSA_44_COSIGNATURE);
        NoteSigner witness = TestLog.signer("witness.example", SignatureType.ML_DSA_44_COSIGNATURE);
        log = new TestLog(folder.resolve("ml"), ofLog, witness, 0);
        bundle = new TestBundle(log).pack(ENTRIES);

        Answer answer = verify(log.policy());

        if (run(List.of("openssl", "version")).out().matches("(?s)OpenSSL 3\\.[0-4]\\..*")) {
            assertThat(answer.err()).contains("ML-DSA-44 needs version 3.5");
            assertThat(answer.status()).isEqualTo(2);
        } else {
            assertThat(answer.status()).as(answer.toString()).isZero();
            assertThat(answer.out()).isEqualTo(byVerifyBundle());
            TestLog other =
                    new TestLog(
                            folder.resolve("other"),
                            TestLog.signer(
                                    "log.example/audit", SignatureType.ML_DSA_44_COSIGNATURE),
                            witness,
                            0);
            assertThat(verify(other.policy()).status()).isEqualTo(1);
        }
    }

    /** What the other program says, which reads the page, too. */
    private String byVerifyBundle() {
        String own = log.write("own.txt", log.policy()).toString();
        return Answer.to("verify-bundle", bundle.file(), "--policy", own)
                .out()
                .replace(
                        "proven; case.html and dossier.html show the same, and README.txt and"
                                + " LISEZMOI.txt are not part of the proof.",
                        "proven. To check that case.html and dossier.html show the same, use"
                                + " temoin-verify.");
    }

    private Answer verify(String policy) throws Exception {
        String own = log.write("own.txt", policy).toString();
        return run(command(unpacked(), "--policy", own));
    }

    private static List<String> command(Path unpacked, String... options) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "python3",
                                "-I",
                                unpacked.resolve(BundleManifest.SCRIPT).toString()));
        command.addAll(Arrays.asList(options));
        return command;
    }

    private byte[] contents(String name) {
        return Objects.requireNonNull(bundle.contents.get(name), name);
    }

    private Path unpacked() throws IOException {
        Path to = Files.createTempDirectory(folder, "bundle");
        byte[] zip = Files.readAllBytes(Path.of(bundle.file()));
        try (ZipInputStream files = new ZipInputStream(new ByteArrayInputStream(zip))) {
            @Nullable ZipEntry next;
            while ((next = files.getNextEntry()) != null) {
                Path file = to.resolve(next.getName());
                Files.createDirectories(file.getParent());
                Files.write(file, files.readAllBytes());
            }
        }
        assertThat(to.resolve(BundleManifest.SCRIPT)).exists();
        return to;
    }

    private static Answer run(List<String> command) throws IOException, InterruptedException {
        Path err = Files.createTempFile("script", ".err");
        try {
            Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
            byte[] out = process.getInputStream().readAllBytes();
            return new Answer(
                    process.waitFor(),
                    new String(out, StandardCharsets.UTF_8),
                    Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }
}
