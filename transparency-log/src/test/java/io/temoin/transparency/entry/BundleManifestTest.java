// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temoin.transparency.Mutations;
import io.temoin.transparency.Untrusted;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleManifestTest {

    private static final Map<String, byte[]> CONTENTS =
            BundleManifest.names(2).stream()
                    .collect(Collectors.toMap(name -> name, BundleManifestTest::bytes));
    private static final BundleManifest GOOD = of(2, CONTENTS);

    /** The form of {@code sha256sum}, so that nobody needs a program of ours to check it. */
    @Test
    void isReadBySha256sum() {
        Map<String, byte[]> empty = new HashMap<>(CONTENTS);
        empty.replaceAll((_, _) -> new byte[0]);
        String sha = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

        assertThat(text(of(2, empty)))
                .isEqualTo(
                        """
                        # temoin-evidence/v1
                        # entries 2
                        %1$s  LISEZMOI.txt
                        %1$s  README.txt
                        %1$s  case.html
                        %1$s  dossier.html
                        %1$s  entries/0001.disclosures
                        %1$s  entries/0001.tlog-proof
                        %1$s  entries/0002.disclosures
                        %1$s  entries/0002.tlog-proof
                        %1$s  policy.txt
                        %1$s  verify.py
                        """
                                .formatted(sha));
    }

    @Test
    void acceptsTheFilesThatItNamesAndNoOthers() {
        GOOD.verify(CONTENTS);
        for (String name : GOOD.files().keySet()) {
            Map<String, byte[]> changed = new HashMap<>(CONTENTS);
            changed.put(name, new byte[1]);
            refused(() -> GOOD.verify(changed), name + " does not match the manifest.");
            changed.remove(name);
            refused(
                    () -> GOOD.verify(changed),
                    "The manifest has " + name + ", which the bundle does not contain.");
        }
        Map<String, byte[]> more = new HashMap<>(CONTENTS);
        more.put("more.txt", new byte[1]);
        refused(
                () -> GOOD.verify(more),
                "The bundle has more.txt, which the manifest does not name.");
    }

    @Test
    void refusesACountThatIsNotThatOfItsFiles() {
        String good = text(GOOD);
        refused(
                () -> parse(good.replace("# entries 2", "# entries 1")),
                "The manifest names entries/0002.disclosures, though it counts 1.");
        refused(
                () -> parse(good.replace("# entries 2", "# entries 3")),
                "The manifest does not name entries/0003.disclosures, though it counts 3.");
        for (String count : List.of("0", "1001", "9223372036854775807", "02", "-1", "")) {
            refused(() -> parse(good.replace("# entries 2", "# entries " + count)), null);
        }
        refused(() -> of(0, Map.of()), "A bundle has 1 to 1000 entries, not 0.");
        assertThat(of(1_000, contents(1_000)).files()).hasSize(2_006);
    }

    @Test
    void refusesWhatIsNoManifest() {
        String good = text(GOOD);
        for (String wrong :
                List.of(
                        "",
                        "\n",
                        good.substring(0, good.length() - 1),
                        good + "\n",
                        good + "# more\n",
                        good.replace("evidence/v1", "evidence/v2"),
                        good.replace("  README", " README"),
                        good.replace("  README", " *README"),
                        good.replace("README.txt", "../README.txt"),
                        good.replace("README.txt", "/README.txt"),
                        good.replace("README.txt", "readme.txt"),
                        good.replace("case.html", "README.txt"),
                        good.replace("dossier.html", "case.html"),
                        good.replaceFirst("[0-9a-f]{64}", "abc"),
                        good.replaceFirst("[0-9a-f]{64}", "A".repeat(64)))) {
            refused(() -> parse(wrong), null);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {51, 52})
    void isRefusedOrReadAndWrittenTheSame(long seed) {
        Mutations.refusedOrTheSame(
                GOOD.bytes(), seed, 3_000, bytes -> BundleManifest.parse(bytes).bytes());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, byte[]> contents(int entries) {
        return BundleManifest.names(entries).stream()
                .collect(Collectors.toMap(name -> name, _ -> new byte[0]));
    }

    private static BundleManifest of(int entries, Map<String, byte[]> contents) {
        TreeMap<String, String> files = new TreeMap<>();
        contents.forEach((name, content) -> files.put(name, BundleManifest.sha256(content)));
        return new BundleManifest(entries, files);
    }

    private static BundleManifest parse(String text) {
        return BundleManifest.parse(bytes(text));
    }

    private static String text(BundleManifest manifest) {
        return new String(manifest.bytes(), StandardCharsets.UTF_8);
    }

    private static void refused(Runnable check, @Nullable String why) {
        var refusal = assertThatExceptionOfType(Untrusted.class).isThrownBy(check::run);
        if (why != null) {
            refusal.withMessage(why);
        }
    }
}
