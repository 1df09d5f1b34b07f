// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.transparency.entry.BundleManifest;
import io.temoin.transparency.entry.DisclosedEntry;
import io.temoin.transparency.note.SignatureType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is proven is told; whatever was changed, removed, swapped or inserted is found. */
class BundleCheckTest {

    private static final long SEED = 200;
    private static final int ENTRIES = 3;

    @TempDir private Path folder = Path.of("");

    private TestLog log = new TestLog(folder);
    private String policy = "";
    private TestBundle bundle = new TestBundle(log);

    @BeforeEach
    void pack() {
        log = new TestLog(folder);
        bundle = new TestBundle(log).pack(ENTRIES);
        policy = log.write("own.txt", log.policy()).toString();
    }

    @Test
    void tellsWhatIsProven() {
        assertThat(check())
                .isEqualTo(
                        new Answer(
                                0,
                                """
                                0001 at=2026-11-24T09:00:00Z action=LISTENING_GRANTED workstation=LYON-3-117 purposes=["TRAINING","QUALITY"] (index 300; 1 withheld)
                                0002 at=2026-11-24T09:01:00Z action=LISTENING_GRANTED workstation=LYON-3-117 purposes=["TRAINING","QUALITY"] (index 301; 1 withheld, 2 erased)
                                0003 at=2026-11-24T09:02:00Z action=LISTENING_GRANTED workstation=LYON-3-117 purposes=["TRAINING","QUALITY"] (index 302; 1 withheld)
                                All 3 entries are proven: recorded as these lines show, and not changed since. The log is log.example/audit when it had 303 entries; cosigned by witness.example at 2023-11-14T22:13:20Z. A withheld field could be shown; of an erased one the sender says that nobody can any more, and SUBJECT_ERASED in the trail is where that is on record. Only what these lines show is proven; case.html shows the same, and README.txt is for reading.
                                """,
                                ""));
    }

    @Test
    void saysPlainlyWhenTheKeysCameWithTheBundle() {
        Answer answer = Answer.to("verify-bundle", bundle.file());

        assertThat(answer.status()).isZero();
        assertThat(answer.out())
                .startsWith("0001 at=2026-11-24T09:00:00Z ")
                .endsWith(
                        "\nThe keys were those that the bundle brought itself, so all of it may be made"
                                + " up. Compare them with keys that you have from somebody else, or"
                                + " verify again with --policy:\n  log "
                                + log.log.key()
                                + "\n  witness "
                                + log.witness.key()
                                + "\n");
    }

    /** What a court reads is what is proven, whatever was written into the manifest. */
    @Test
    void findsAPageThatShowsSomethingElse() {
        String page = new String(content(BundleManifest.CASE), StandardCharsets.UTF_8);
        String entry2 = "case.html shows entry 0002 otherwise than the entry says.";
        String more =
                "case.html is not the page of these entries: it has more, or other, text than such"
                        + " a page.";
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put(page.replace("T09:01:00Z", "T19:01:00Z"), entry2);
        changes.put(
                page.replaceFirst(
                        "(?s)(0002.*?)<bdi>LISTENING_GRANTED</bdi>",
                        "$1<bdi>LISTENING_REFUSED</bdi>"),
                entry2);
        changes.put( // the name of a field that the entry has not
                page.replaceFirst(
                        "(?s)(0002.*?)(<div><span class=\"name\">actor)",
                        "$1<div><span class=\"name\">role</span> <span class=\"withheld\">withheld"
                                + "</span></div>$2"),
                entry2);
        changes.put( // withheld is not erased
                page.replaceFirst(
                        "(?s)(0002.*?actor</span> )<span class=\"withheld\">withheld",
                        "$1<span class=\"erased\">erased"),
                entry2);
        changes.put( // it is shown, and said not to be
                page.replaceFirst(
                        "(?s)(0002.*?workstation</span> )<bdi>[^<]*</bdi>",
                        "$1<span class=\"withheld\">withheld</span>"),
                entry2);
        changes.put(
                page.replaceFirst("<tr><th scope=\"row\">0003.*\n", ""),
                "case.html shows 2 entries, and the bundle has 3.");
        changes.put(page.replace("</main>", "<p>Mrs X did it.</p></main>"), more);
        changes.put(page.replace("<p>3 entries", "<p>4 entries"), more);
        changes.put(page.replace(".withheld, .erased {", "bdi { display: none } .x {"), more);
        changes.put(page.replace("2026-11-25T08:00:00Z", "2026-13-25T08:00:00Z"), "");
        changes.put("", "");
        changes.forEach(
                (changed, sentence) -> {
                    assertThat(changed).isNotEqualTo(page);
                    bundle.contents.put(BundleManifest.CASE, TestBundle.bytes(changed));
                    bundle.list(ENTRIES);
                    Answer answer = check();
                    if (sentence.isEmpty()) {
                        assertThat(answer.status()).isEqualTo(1);
                    } else {
                        assertThat(answer).isEqualTo(wrong(sentence));
                    }
                });
    }

    /** Whoever unpacks the bundle may run it. */
    @Test
    void findsAnotherScript() {
        byte[] script = content(BundleManifest.SCRIPT);
        bundle.contents.put(
                BundleManifest.SCRIPT,
                TestBundle.bytes(new String(script, StandardCharsets.UTF_8) + "\nprint('ok')\n"));
        bundle.list(ENTRIES);

        assertThat(check())
                .isEqualTo(
                        wrong(
                                "verify.py is not the script that bundles come with; do not run it."));
    }

    /** All of it holds in itself; only keys from elsewhere can tell. */
    @Test
    void findsABundleThatSomebodyElseSigned() {
        TestLog forged =
                new TestLog(
                        folder.resolve("forged"),
                        TestLog.signer("log.example/audit", SignatureType.ED25519),
                        0);
        String file = new TestBundle(forged).pack(ENTRIES).file();

        assertThat(Answer.to("verify-bundle", file).status()).isZero();
        assertThat(Answer.to("verify-bundle", file, "--policy", policy))
                .isEqualTo(wrong("Entry 0001 is not proven: No trusted key has signed the note."));
    }

    /** Somebody who can compute hashes, and has no key. */
    @Test
    void findsAnyDamageToAnEntryThoughTheManifestIsWrittenAnew() {
        Random random = new Random(SEED);
        List<String> names = new ArrayList<>();
        for (int entry = 1; entry <= ENTRIES; entry++) {
            names.add(BundleManifest.disclosures(entry));
            names.add(BundleManifest.proof(entry));
        }
        for (int i = 0; i < 1_200; i++) {
            String name = names.get(random.nextInt(names.size()));
            byte[] good = content(name);
            byte[] bad = damaged(good, random);
            bundle.contents.put(name, bad);
            bundle.list(ENTRIES);
            if (!Arrays.equals(good, bad)) {
                found("seed " + SEED + ", round " + i + ", " + name);
            }
            bundle.contents.put(name, good);
        }
        bundle.list(ENTRIES);
        assertThat(check().status()).isZero();
    }

    @Test
    void findsAnyDamageToAnyFileByTheManifest() {
        Random random = new Random(SEED);
        List<String> names = List.copyOf(bundle.contents.keySet());
        for (int i = 0; i < 600; i++) {
            String name = names.get(random.nextInt(names.size()));
            byte[] good = content(name);
            byte[] bad = damaged(good, random);
            bundle.contents.put(name, bad);
            if (!Arrays.equals(good, bad)) {
                found("seed " + SEED + ", round " + i + ", " + name);
            }
            bundle.contents.put(name, good);
        }
        assertThat(check().status()).isZero();
    }

    @Test
    void findsFilesThatAreRemovedSwappedOrInserted() {
        List<String> names = List.copyOf(bundle.contents.keySet());
        for (boolean listed : new boolean[] {false, true}) {
            for (String name : names) {
                Map<String, byte[]> before = new TreeMap<>(bundle.contents);
                bundle.contents.remove(name);
                foundAndRestored(name + " removed", listed, before);
                for (String other : names) {
                    boolean inTwoPlaces =
                            name.compareTo(other) < 0
                                    && (!listed || name.startsWith("entries/"))
                                    && (!listed || other.startsWith("entries/"));
                    if (inTwoPlaces) {
                        bundle.contents.put(name, content(other));
                        bundle.contents.put(other, before.getOrDefault(name, new byte[0]));
                        foundAndRestored(name + " and " + other + " swapped", listed, before);
                        bundle.contents.put(name, content(other));
                        foundAndRestored(name + " is now " + other, listed, before);
                    }
                }
            }
            for (String more :
                    List.of(
                            "more.txt",
                            "entries/0004.disclosures",
                            "entries/0004.tlog-proof",
                            "entries/0000.disclosures",
                            "policy.txt2")) {
                Map<String, byte[]> before = new TreeMap<>(bundle.contents);
                bundle.contents.put(more, content(BundleManifest.disclosures(1)));
                foundAndRestored(more + " inserted", listed, before);
            }
        }
        assertThat(check().status()).isZero();
    }

    @Test
    void saysWhichFileIsMissing() {
        bundle.contents.remove(BundleManifest.proof(2));
        bundle.list(ENTRIES);
        assertThat(check())
                .isEqualTo(
                        wrong(
                                "The bundle has entries/0002.disclosures and no proof that goes with"
                                        + " it."));
        bundle.contents.remove(BundleManifest.disclosures(2));
        bundle.list(ENTRIES);
        assertThat(check())
                .isEqualTo(
                        wrong(
                                "The manifest does not name entries/0002.disclosures, though it counts"
                                        + " 3."));
        bundle.list(ENTRIES - 1);
        assertThat(check().status()).isEqualTo(1);
        bundle.contents.remove(BundleManifest.NAME);
        assertThat(check()).isEqualTo(wrong("The bundle has no manifest."));
    }

    @Test
    void findsAnEntryThatIsThereTwice() {
        bundle.contents.put("entries/0004.disclosures", content(BundleManifest.disclosures(2)));
        bundle.contents.put("entries/0004.tlog-proof", content(BundleManifest.proof(2)));
        bundle.list(ENTRIES + 1);

        assertThat(check()).isEqualTo(wrong("Entry 0004 is entry 0002 a second time."));
    }

    /** A field cannot be added, taken away or shown with another value. */
    @Test
    void findsFieldsThatAreMadeUp() {
        DisclosedEntry good = TestBundle.entry(0);
        var seed = TestBundle.seed(0);
        var fields = good.fields();
        for (DisclosedEntry forged :
                List.of(
                        DisclosedEntry.of(good.id(), fields, List.of(), List.of()),
                        DisclosedEntry.of(
                                good.id(), fields.subList(1, 4), good.withheld(), List.of()),
                        DisclosedEntry.of(
                                good.id(),
                                List.of(
                                        fields.get(0),
                                        fields.get(1),
                                        fields.get(2),
                                        fields.get(3),
                                        seed.disclose("actor", "\"boris\"")),
                                List.of(),
                                List.of()),
                        DisclosedEntry.of(new UUID(9, 1), fields, good.withheld(), List.of()))) {
            bundle.contents.put(BundleManifest.disclosures(1), forged.bytes());
            bundle.list(ENTRIES);
            assertThat(check())
                    .isEqualTo(
                            wrong(
                                    "Entry 0001 is not proven: The entry is not at index 300 of the"
                                            + " tree of size 303."));
        }
    }

    /** What a reader may unpack is what was verified, or nothing is said to be proven. */
    @Test
    void noByteOfTheZipFileCanChangeAndSomethingElseBeProven() throws IOException {
        byte[] good = TestBundle.zip(bundle.contents);
        String told = check().out();
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] bad = damaged(good, random);
            Answer answer = Answer.to("verify-bundle", bundle.file(bad), "--policy", policy);
            if (answer.status() == 0) { // a time stamp, or another thing that is no content
                assertThat(answer.out()).isEqualTo(told);
                assertThat(unpacked(bad)).as("seed %s, round %s", SEED, i).isEqualTo(texts());
            } else {
                assertThat(answer.status()).as("seed %s, round %s", SEED, i).isEqualTo(1);
                assertThat(answer.err()).startsWith("Wrong: ").endsWith(".\n");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_500);
    }

    @Test
    void cannotTellWithoutReadableFiles() {
        String file = bundle.file();
        String broken = log.write("broken.txt", "quorum\n").toString();
        for (String[] words :
                new String[][] {
                    {"verify-bundle"},
                    {"verify-bundle", file, "more"},
                    {"verify-bundle", file, "--key", "k"},
                    {"verify-bundle", file, "--policy"},
                    {"verify-bundle", file, "--policy", folder.resolve("none").toString()},
                    {"verify-bundle", file, "--policy", broken},
                    {"verify-bundle", folder.resolve("none").toString()},
                    {"verify-bundle", "\0"},
                    {"verify-bundle", folder.toString()}
                }) {
            Answer answer = Answer.to(words);
            assertThat(answer.status()).as(String.join(" ", words)).isEqualTo(2);
            assertThat(answer.err()).startsWith("Cannot tell: ").endsWith("\n");
        }
    }

    @Test
    void findsThatThePolicyInTheBundleIsNone() {
        bundle.contents.put(BundleManifest.POLICY, TestBundle.bytes("quorum\n"));
        bundle.list(ENTRIES);

        assertThat(Answer.to("verify-bundle", bundle.file()))
                .isEqualTo(
                        wrong(
                                "The bundle's policy cannot be used: Line 1 of the policy has not the"
                                        + " form \"quorum <name>\"."));
        assertThat(check().status()).isZero();
    }

    /** A thousand entries, as many as a bundle has. */
    @Test
    void verifiesAsManyEntriesAsABundleHas() throws IOException {
        TestLog large = new TestLog(folder.resolve("large"));
        TestBundle most = new TestBundle(large).pack(BundleManifest.MOST_ENTRIES);
        String own = large.write("own.txt", large.policy()).toString();

        Answer answer = Answer.to("verify-bundle", most.file(), "--policy", own);

        assertThat(answer.status()).isZero();
        assertThat(answer.out().lines()).hasSize(1_001);
        assertThat(Files.size(Path.of(most.file()))).isLessThan(BundleFile.LARGEST);
    }

    private void foundAndRestored(String what, boolean listed, Map<String, byte[]> before) {
        if (listed && bundle.contents.containsKey(BundleManifest.NAME)) {
            bundle.list(ENTRIES);
        }
        found(what + (listed ? " and listed" : ""));
        bundle.contents.clear();
        bundle.contents.putAll(before);
    }

    private void found(String what) {
        Answer answer = check();
        assertThat(answer.status()).as(what).isEqualTo(1);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .as(what)
                .startsWith("Wrong: ")
                .endsWith(".\n")
                .doesNotContain("Exception");
    }

    private Answer check() {
        return Answer.to("verify-bundle", bundle.file(), "--policy", policy);
    }

    private static Answer wrong(String sentence) {
        return new Answer(1, "", "Wrong: " + sentence + "\n");
    }

    private byte[] content(String name) {
        return bundle.contents.getOrDefault(name, new byte[0]);
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        bundle.contents.forEach((name, content) -> texts.put(name, Arrays.toString(content)));
        return texts;
    }

    private static Map<String, String> unpacked(byte[] zip) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (ZipInputStream files = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var next = files.getNextEntry(); next != null; next = files.getNextEntry()) {
                texts.put(next.getName(), Arrays.toString(files.readAllBytes()));
            }
        }
        return texts;
    }

    /** One byte is another, gone, or one more; or a piece is gone, or there twice. */
    private static byte[] damaged(byte[] good, Random random) {
        int at = random.nextInt(good.length);
        int to = Math.min(good.length, at + 1 + random.nextInt(60));
        return switch (random.nextInt(6)) {
            case 0, 1 -> {
                byte[] changed = good.clone();
                changed[at] ^= (byte) (1 << random.nextInt(8));
                yield changed;
            }
            case 2 -> joined(good, at, at + 1);
            case 3 -> joined(good, at, to);
            case 4 -> joined(good, to, at);
            default -> Arrays.copyOf(good, at);
        };
    }

    /** Everything before {@code to}, and everything from {@code from} on. */
    private static byte[] joined(byte[] good, int to, int from) {
        byte[] joined = Arrays.copyOf(good, to + good.length - from);
        System.arraycopy(good, from, joined, to, good.length - from);
        return joined;
    }
}
