// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import static io.temoin.verify.PackedBundle.ENTRIES;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.transparency.entry.BundleManifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever was changed, removed, swapped or inserted, by chance or on purpose, is found. */
class DamagedBundleTest {

    private static final long SEED = 200;

    private final PackedBundle packed;
    private final TestBundle bundle;

    DamagedBundleTest(@TempDir Path folder) {
        packed = new PackedBundle(folder);
        bundle = packed.bundle;
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
            byte[] good = packed.content(name);
            byte[] bad = damaged(good, random);
            bundle.contents.put(name, bad);
            bundle.list(ENTRIES);
            if (!Arrays.equals(good, bad)) {
                found("seed " + SEED + ", round " + i + ", " + name);
            }
            bundle.contents.put(name, good);
        }
        bundle.list(ENTRIES);
        assertThat(packed.check().status()).isZero();
    }

    @Test
    void findsAnyDamageToAnyFileByTheManifest() {
        Random random = new Random(SEED);
        List<String> names = List.copyOf(bundle.contents.keySet());
        for (int i = 0; i < 600; i++) {
            String name = names.get(random.nextInt(names.size()));
            byte[] good = packed.content(name);
            byte[] bad = damaged(good, random);
            bundle.contents.put(name, bad);
            if (!Arrays.equals(good, bad)) {
                found("seed " + SEED + ", round " + i + ", " + name);
            }
            bundle.contents.put(name, good);
        }
        assertThat(packed.check().status()).isZero();
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
                        bundle.contents.put(name, packed.content(other));
                        bundle.contents.put(other, before.getOrDefault(name, new byte[0]));
                        foundAndRestored(name + " and " + other + " swapped", listed, before);
                        bundle.contents.put(name, packed.content(other));
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
                bundle.contents.put(more, packed.content(BundleManifest.disclosures(1)));
                foundAndRestored(more + " inserted", listed, before);
            }
        }
        assertThat(packed.check().status()).isZero();
    }

    /** What a reader may unpack is what was verified, or nothing is said to be proven. */
    @Test
    void noByteOfTheZipFileCanChangeAndSomethingElseBeProven() throws IOException {
        byte[] good = TestBundle.zip(bundle.contents);
        String told = packed.check().out();
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] bad = damaged(good, random);
            Answer answer = Answer.to("verify-bundle", bundle.file(bad), "--policy", packed.policy);
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

    private void foundAndRestored(String what, boolean listed, Map<String, byte[]> before) {
        if (listed && bundle.contents.containsKey(BundleManifest.NAME)) {
            bundle.list(ENTRIES);
        }
        found(what + (listed ? " and listed" : ""));
        bundle.contents.clear();
        bundle.contents.putAll(before);
    }

    private void found(String what) {
        Answer answer = packed.check();
        assertThat(answer.status()).as(what).isEqualTo(1);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .as(what)
                .startsWith("Wrong: ")
                .endsWith(".\n")
                .doesNotContain("Exception");
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
