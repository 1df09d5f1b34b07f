// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import io.temoin.transparency.entry.BundleLanguage;
import io.temoin.transparency.entry.BundleManifest;
import io.temoin.transparency.entry.CasePage;
import io.temoin.transparency.entry.CasePage.Hidden;
import io.temoin.transparency.entry.DisclosedEntry;
import io.temoin.transparency.entry.Disclosure;
import io.temoin.transparency.entry.SaltSeed;
import io.temoin.transparency.entry.VerifyScript;
import io.temoin.transparency.tree.Hash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An evidence bundle of a log in a folder, as the audit service packs one. */
final class TestBundle {

    /** As many leaves of others stand before the first entry of the case. */
    static final int BEFORE = 300;

    final TreeMap<String, byte[]> contents = new TreeMap<>();
    private final TestLog log;

    /** An empty bundle of a log. */
    TestBundle(TestLog log) {
        this.log = log;
    }

    /**
     * Packs so many entries, of which each withholds the actor; of the odd ones the subject is
     * erased.
     */
    TestBundle pack(int entries) {
        List<DisclosedEntry> all = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            all.add(entry(i));
        }
        return pack(all);
    }

    /** Packs these entries. */
    TestBundle pack(List<DisclosedEntry> all) {
        int entries = all.size();
        log.growTo(BEFORE);
        log.append(all.stream().map(entry -> entry.leaf().bytes()).toList());
        for (int i = 0; i < entries; i++) {
            contents.put(BundleManifest.disclosures(i + 1), all.get(i).bytes());
            contents.put(BundleManifest.proof(i + 1), log.proof(BEFORE + i).bytes());
        }
        for (BundleLanguage language : BundleLanguage.values()) {
            contents.put(language.readme(), bytes("How to verify: " + language + "\n"));
            contents.put(
                    language.page(),
                    bytes(
                            CasePage.in(language)
                                    .html(
                                            Instant.parse("2026-11-25T08:00:00Z"),
                                            all.stream().map(TestBundle::row).toList())));
        }
        contents.put(BundleManifest.SCRIPT, VerifyScript.bytes());
        contents.put(BundleManifest.POLICY, bytes(log.policy()));
        list(entries);
        return this;
    }

    private static CasePage.Row row(DisclosedEntry entry) {
        Map<String, String> shown = new TreeMap<>();
        entry.fields().forEach(field -> shown.put(field.name(), field.value()));
        return new CasePage.Row(
                shown,
                entry.erased().isEmpty()
                        ? Map.of("actor", Hidden.WITHHELD)
                        : Map.of(
                                "actor",
                                Hidden.WITHHELD,
                                "stream",
                                Hidden.ERASED,
                                "subject",
                                Hidden.ERASED));
    }

    static DisclosedEntry entry(int i) {
        SaltSeed seed = seed(i);
        List<Disclosure> shown =
                List.of(
                        seed.disclose("at", "\"2026-11-24T09:%02d:00Z\"".formatted(i)),
                        seed.disclose("action", "\"LISTENING_GRANTED\""),
                        seed.disclose("purposes", "[\"TRAINING\",\"QUALITY\"]"),
                        seed.disclose("service", "\"recording\""),
                        seed.disclose("workstation", "\"LYON-3-117\""));
        return DisclosedEntry.of(
                new UUID(9, i),
                shown,
                List.of(seed.disclose("actor", "\"claire\"").digest()),
                i % 2 == 0
                        ? List.of()
                        : List.of(
                                seed.disclose("stream", "\"a\"").digest(),
                                seed.disclose("subject", "\"b\"").digest()));
    }

    /** An entry that a system of voix-du-rhone handed in. */
    static DisclosedEntry reported() {
        SaltSeed seed = seed(7);
        return DisclosedEntry.of(
                new UUID(9, 7),
                List.of(
                        seed.disclose("at", "\"2026-11-24T09:00:00Z\""),
                        seed.disclose("action", "\"LIST_EXPORTED\""),
                        seed.disclose("event", "\"x-voix-du-rhone:crm:1\""),
                        seed.disclose("reportedBy", "\"crm-sub\""),
                        seed.disclose("service", "\"x-crm\"")),
                List.of(seed.disclose("actor", "\"claire\"").digest()),
                List.of());
    }

    /** The same, of which nothing is shown that tells who recorded it. */
    static DisclosedEntry silent() {
        DisclosedEntry reported = reported();
        List<Disclosure> shown = new ArrayList<>();
        List<Hash> withheld = new ArrayList<>(reported.withheld());
        for (Disclosure field : reported.fields()) {
            if (List.of("at", "action").contains(field.name())) {
                shown.add(field);
            } else {
                withheld.add(field.digest());
            }
        }
        return DisclosedEntry.of(reported.id(), shown, withheld, List.of());
    }

    static SaltSeed seed(int i) {
        byte[] bytes = new byte[SaltSeed.SIZE];
        bytes[0] = (byte) i;
        bytes[1] = (byte) (i >>> 8);
        return SaltSeed.of(bytes);
    }

    /** Writes the manifest anew, as somebody would who changed the files. */
    void list(int entries) {
        contents.put(BundleManifest.NAME, manifest(entries));
    }

    private byte[] manifest(int entries) {
        StringBuilder text = new StringBuilder("# temoin-evidence/v1\n# entries " + entries + "\n");
        contents.forEach(
                (name, content) -> {
                    if (!name.equals(BundleManifest.NAME)) {
                        text.append(BundleManifest.sha256(content))
                                .append("  ")
                                .append(name)
                                .append('\n');
                    }
                });
        return bytes(text.toString());
    }

    /** The file, written beside the log. */
    String file() {
        return file(zip(contents));
    }

    String file(byte[] zip) {
        return log.write("bundle.zip", zip).toString();
    }

    static byte[] zip(Map<String, byte[]> contents) {
        return zip(contents, "", new byte[0]);
    }

    /** A zip file in which one of the files has an extra field. */
    static byte[] zip(Map<String, byte[]> contents, String marked, byte[] extra) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (var file : contents.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                if (file.getKey().equals(marked)) {
                    entry.setExtra(extra);
                }
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
