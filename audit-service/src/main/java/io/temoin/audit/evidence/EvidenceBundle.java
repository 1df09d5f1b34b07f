// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.smallrye.mutiny.Multi;
import io.temoin.eventsourcing.Sha256;
import io.temoin.transparency.entry.BundleLanguage;
import io.temoin.transparency.entry.BundleManifest;
import io.temoin.transparency.entry.CasePage;
import io.temoin.transparency.entry.VerifyScript;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A case that was checked, ready to be handed out.
 *
 * @param items the entries, in the order of the trail
 * @param policy whose signatures prove them (c2sp.org/tlog-policy)
 * @param verifier where the sender has the verifier, for the texts that say how to verify
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EvidenceBundle(List<EvidenceItem> items, byte[] policy, String verifier) {

    /** A file of a bundle. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Part(String name, byte[] content) {

        static Part of(String name, String content) {
            return new Part(name, content.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Copies the list. */
    EvidenceBundle {
        items = List.copyOf(items);
    }

    /** SHA-256 of the leaves in their order: what tells this selection from any other. */
    String leaves() {
        MessageDigest digest = Sha256.digest();
        items.forEach(item -> digest.update(item.shown().leaf().bytes()));
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * The zip file, piece by piece, each made when it is asked for.
     *
     * @param at when it is handed out
     */
    Multi<byte[]> zip(Instant at) {
        return Multi.createFrom().deferred(() -> new BundleZip(at).pieces(items.size(), parts(at)));
    }

    private Stream<Part> parts(Instant at) {
        List<CasePage.Row> rows = items.stream().map(EvidenceItem::row).toList();
        Stream<Part> forPeople =
                Arrays.stream(BundleLanguage.values())
                        .flatMap(language -> parts(language, rows, at));
        Stream<Part> forVerifying =
                Stream.of(
                        new Part(BundleManifest.POLICY, policy),
                        new Part(BundleManifest.SCRIPT, VerifyScript.bytes()));
        Stream<Part> forAll = Stream.concat(forPeople, forVerifying);
        return Stream.concat(
                forAll,
                IntStream.range(0, items.size()).boxed().flatMap(i -> parts(i + 1, items.get(i))));
    }

    private Stream<Part> parts(BundleLanguage language, List<CasePage.Row> rows, Instant at) {
        return Stream.of(
                Part.of(language.readme(), Readme.text(language, rows.size(), at, verifier)),
                Part.of(language.page(), CasePage.in(language).html(at, rows)));
    }

    private static Stream<Part> parts(int number, EvidenceItem item) {
        return Stream.of(
                new Part(BundleManifest.disclosures(number), item.shown().bytes()),
                new Part(BundleManifest.proof(number), item.proof().bytes()));
    }
}
