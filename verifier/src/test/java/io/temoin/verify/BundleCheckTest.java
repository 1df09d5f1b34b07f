// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import static io.temoin.verify.PackedBundle.ENTRIES;
import static io.temoin.verify.PackedBundle.wrong;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.transparency.entry.BundleLanguage;
import io.temoin.transparency.entry.BundleManifest;
import io.temoin.transparency.entry.DisclosedEntry;
import io.temoin.transparency.note.SignatureType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is proven is told; a bundle that shows anything else is refused, and why is said. */
class BundleCheckTest {

    private final Path folder;
    private final PackedBundle packed;
    private final TestBundle bundle;

    BundleCheckTest(@TempDir Path folder) {
        this.folder = folder;
        packed = new PackedBundle(folder);
        bundle = packed.bundle;
    }

    @Test
    void tellsWhatIsProven() {
        assertThat(packed.check())
                .isEqualTo(
                        new Answer(
                                0,
                                """
                                0001 at=2026-11-24T09:00:00Z action=LISTENING_GRANTED workstation=LYON-3-117 purposes=["TRAINING","QUALITY"] service=recording (index 300; 1 withheld)
                                0002 at=2026-11-24T09:01:00Z action=LISTENING_GRANTED workstation=LYON-3-117 purposes=["TRAINING","QUALITY"] service=recording (index 301; 1 withheld, 2 erased)
                                0003 at=2026-11-24T09:02:00Z action=LISTENING_GRANTED workstation=LYON-3-117 purposes=["TRAINING","QUALITY"] service=recording (index 302; 1 withheld)
                                All 3 entries are proven: recorded as these lines show, and not changed since. The log is log.example/audit, as it was with 303 entries; cosigned by witness.example at 2023-11-14T22:13:20Z. A withheld field could still be disclosed. According to the sender, nobody can read an erased field any more; the trail records this as SUBJECT_ERASED. Only what these lines show is proven; case.html and dossier.html show the same, and README.txt and LISEZMOI.txt are not part of the proof.
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
                        "\nThe keys came from the bundle itself, so all of it could be fabricated."
                                + " Compare them with keys that you have from another source, or"
                                + " verify again with --policy:\n  log "
                                + packed.log.log.key()
                                + "\n  witness "
                                + packed.log.witness.key()
                                + "\n");
    }

    @Test
    void tellsWhatWasReportedFromWhatTheSuiteRecorded() {
        TestLog log = new TestLog(folder.resolve("other"));
        TestBundle reported =
                new TestBundle(log).pack(List.of(TestBundle.reported(), TestBundle.entry(1)));

        Answer answer = Answer.to("verify-bundle", reported.file());

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out())
                .startsWith(
                        "0001 (reported by voix-du-rhone, not recorded by the suite)"
                                + " at=2026-11-24T09:00:00Z action=LIST_EXPORTED ")
                .contains("\n0002 at=")
                .contains(
                        "For reported entries, it is proven who reported them and what was"
                                + " reported, but not that the report is true.");
    }

    /** Its sender can withhold whatever tells of it; then it does not pass as the suite's own. */
    @Test
    void tellsThatAnEntryDoesNotShowWhoRecordedIt() {
        TestLog log = new TestLog(folder.resolve("other"));
        DisclosedEntry silent = TestBundle.silent();
        TestBundle bundle = new TestBundle(log).pack(List.of(silent, TestBundle.entry(1)));

        Answer answer = Answer.to("verify-bundle", bundle.file());

        assertThat(silent.leaf()).isEqualTo(TestBundle.reported().leaf());
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out())
                .startsWith("0001 (not shown who recorded it) at=2026-11-24T09:00:00Z action=")
                .contains("\n0002 at=")
                .doesNotContain("For reported entries");
    }

    /** What a court reads is what is proven, whatever was written into the manifest. */
    @ParameterizedTest
    @EnumSource
    void findsAPageThatShowsSomethingElse(BundleLanguage language) {
        String file = language.page();
        boolean french = language == BundleLanguage.FRENCH;
        String page = new String(packed.content(file), StandardCharsets.UTF_8);
        String actor = french ? "auteur \\(actor\\)" : "actor";
        String withheld = french ? "occulté" : "withheld";
        String erased = french ? "effacé" : "erased";
        String entry2 = file + " does not show entry 0002 as it was recorded.";
        String more =
                file + " does not match these entries: it contains additional or different text.";
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put(page.replace("T09:01:00Z", "T19:01:00Z"), entry2);
        changes.put(
                page.replaceFirst(
                        "(?s)(0002.*?)<bdi>LISTENING_GRANTED</bdi>",
                        "$1<bdi>LISTENING_REFUSED</bdi>"),
                entry2);
        changes.put( // the name of a field that the entry has not
                page.replaceFirst(
                        "(?s)(0002.*?)(<div><span class=\"name\">" + actor + ")",
                        "$1<div><span class=\"name\">"
                                + (french ? "rôle (role)" : "role")
                                + "</span> <span class=\"withheld\">"
                                + withheld
                                + "</span></div>$2"),
                entry2);
        changes.put( // text instead of the name of a field
                page.replaceFirst(
                        "(?s)(0002.*?<div><span class=\"name\">)" + actor + "(</span> )",
                        "$1Mrs X did it$2"),
                entry2);
        changes.put( // withheld is not erased
                page.replaceFirst(
                        "(?s)(0002.*?" + actor + "</span> )<span class=\"withheld\">" + withheld,
                        "$1<span class=\"erased\">" + erased),
                entry2);
        changes.put( // it is shown, and said not to be
                page.replaceFirst(
                        "(?s)(0002.*?workstation\\)?</span> )<bdi>[^<]*</bdi>",
                        "$1<span class=\"withheld\">" + withheld + "</span>"),
                entry2);
        changes.put(
                page.replaceFirst("<tr><th scope=\"row\">0003.*\n", ""),
                file + " shows 2 entries, but the bundle has 3.");
        changes.put(page.replace("</main>", "<p>Mrs X did it.</p></main>"), more);
        changes.put(page.replaceFirst("<p>3 ", "<p>4 "), more);
        changes.put(page.replace(".withheld, .erased {", "bdi { display: none } .x {"), more);
        changes.put(page.replace("lang=\"" + language.tag(), "lang=\"de"), more);
        changes.put(
                page.replace("2026-11-25T08:00:00Z", "2026-13-25T08:00:00Z"),
                file + " contains an invalid time.");
        changes.put("", file + " shows 0 entries, but the bundle has 3.");
        changes.forEach(
                (changed, sentence) -> {
                    assertThat(changed).isNotEqualTo(page);
                    bundle.contents.put(file, TestBundle.bytes(changed));
                    bundle.list(ENTRIES);
                    assertThat(packed.check()).isEqualTo(wrong(sentence));
                });
    }

    /** Each of them could be the page of these entries, but not of this bundle. */
    @Test
    void findsPagesThatDiffer() {
        String file = BundleLanguage.FRENCH.page();
        String page = new String(packed.content(file), StandardCharsets.UTF_8);
        for (String changed :
                List.of(
                        page.replace("2026-11-25T08:00:00Z", "2026-11-26T08:00:00Z"),
                        page.replace(
                                "<div><span class=\"name\">flux (stream)</span>",
                                "<div><span class=\"name\">cause (causation)</span>"))) {
            assertThat(changed).isNotEqualTo(page);
            bundle.contents.put(file, TestBundle.bytes(changed));
            bundle.list(ENTRIES);
            assertThat(packed.check())
                    .isEqualTo(
                            wrong(
                                    "dossier.html and case.html differ in when the bundle was"
                                            + " issued, or in which fields are not shown."));
        }
    }

    /** Whoever unpacks the bundle may run it. */
    @Test
    void findsAnotherScript() {
        byte[] script = packed.content(BundleManifest.SCRIPT);
        bundle.contents.put(
                BundleManifest.SCRIPT,
                TestBundle.bytes(new String(script, StandardCharsets.UTF_8) + "\nprint('ok')\n"));
        bundle.list(ENTRIES);

        assertThat(packed.check())
                .isEqualTo(
                        wrong(
                                "verify.py is not the script that bundles come with; do not run it."));
    }

    /** All of it holds in itself; only keys from elsewhere can tell. */
    @Test
    void findsABundleThatSomebodyElseSigned() {
        refusesAnothersSignature();
    }

    private void refusesAnothersSignature() {
        TestLog forged =
                new TestLog(
                        folder.resolve("forged"),
                        TestLog.signer("log.example/audit", SignatureType.ED25519),
                        0);
        String file = new TestBundle(forged).pack(ENTRIES).file();

        assertThat(Answer.to("verify-bundle", file).status()).isZero();
        assertThat(Answer.to("verify-bundle", file, "--policy", packed.policy))
                .isEqualTo(wrong("Entry 0001 is not proven: No trusted key has signed the note."));
    }

    @Test
    void saysWhichFileIsMissing() {
        bundle.contents.remove(BundleManifest.proof(2));
        bundle.list(ENTRIES);
        assertThat(packed.check())
                .isEqualTo(
                        wrong(
                                "The bundle contains entries/0002.disclosures, but no proof for"
                                        + " it."));
        bundle.contents.remove(BundleManifest.disclosures(2));
        bundle.list(ENTRIES);
        assertThat(packed.check())
                .isEqualTo(
                        wrong(
                                "The manifest does not name entries/0002.disclosures, though it counts"
                                        + " 3."));
        bundle.list(ENTRIES - 1);
        assertThat(packed.check().status()).isEqualTo(1);
        bundle.contents.remove(BundleManifest.NAME);
        assertThat(packed.check()).isEqualTo(wrong("The bundle has no manifest."));
    }

    @Test
    void saysTheSameUnderEveryDefaultLocale() {
        Locale before = Locale.getDefault();
        Answer here = packed.check();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG")); // writes numbers with other digits
            assertThat(packed.check()).isEqualTo(here);
            refusesADuplicate();
            refusesAnothersSignature();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void findsAnEntryThatIsThereTwice() {
        refusesADuplicate();
    }

    private void refusesADuplicate() {
        bundle.contents.put(
                "entries/0004.disclosures", packed.content(BundleManifest.disclosures(2)));
        bundle.contents.put("entries/0004.tlog-proof", packed.content(BundleManifest.proof(2)));
        bundle.list(ENTRIES + 1);

        assertThat(packed.check()).isEqualTo(wrong("Entry 0004 is a duplicate of entry 0002."));
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
                                good.id(), fields.subList(1, 5), good.withheld(), List.of()),
                        DisclosedEntry.of(
                                good.id(),
                                List.of(
                                        fields.get(0),
                                        fields.get(1),
                                        fields.get(2),
                                        fields.get(3),
                                        fields.get(4),
                                        seed.disclose("actor", "\"boris\"")),
                                List.of(),
                                List.of()),
                        DisclosedEntry.of(new UUID(9, 1), fields, good.withheld(), List.of()))) {
            bundle.contents.put(BundleManifest.disclosures(1), forged.bytes());
            bundle.list(ENTRIES);
            assertThat(packed.check())
                    .isEqualTo(
                            wrong(
                                    "Entry 0001 is not proven: The entry is not at index 300 of the"
                                            + " tree of size 303."));
        }
    }

    @Test
    void cannotTellWithoutReadableFiles() {
        String file = bundle.file();
        String broken = packed.log.write("broken.txt", "quorum\n").toString();
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
                                "The bundle's policy cannot be used: Line 1 of the policy does not"
                                        + " have the form \"quorum <name>\"."));
        assertThat(packed.check().status()).isZero();
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
}
