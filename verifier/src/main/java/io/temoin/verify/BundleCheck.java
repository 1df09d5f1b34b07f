// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.entry.AuditLeaf;
import io.temoin.transparency.entry.BundleManifest;
import io.temoin.transparency.entry.CasePage;
import io.temoin.transparency.entry.DisclosedEntry;
import io.temoin.transparency.entry.Disclosure;
import io.temoin.transparency.entry.Reported;
import io.temoin.transparency.entry.VerifyScript;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.trust.TlogProof;
import io.temoin.transparency.trust.TrustPolicy;
import io.temoin.transparency.trust.TrustedCheckpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The command {@code verify-bundle}: everything in an evidence bundle is as it was packed, every
 * entry is in a log that the policy trusts, with exactly the fields that it shows, and the pages
 * for people show these entries and nothing else. Nothing is printed of a bundle in which anything
 * is wrong.
 */
record BundleCheck(String file, Optional<String> policy) {

    /** What a reader looks for first; the other fields follow in the order of their names. */
    private static final List<String> FIRST =
            List.of("at", "action", "outcome", "actor", "organisation", "role", "workstation");

    /** An entry that is proven, the checkpoint it is under, and its place in that log. */
    private record Proven(DisclosedEntry entry, TrustedCheckpoint checkpoint, long index) {}

    static BundleCheck of(List<String> words) {
        Arguments arguments = Arguments.of(words, List.of("--policy"), 1);
        return new BundleCheck(arguments.values().getFirst(), arguments.optional("--policy"));
    }

    String answer() {
        Optional<TrustPolicy> own = policy.map(ProofCheck::readPolicy);
        Map<String, byte[]> contents = new HashMap<>(BundleFile.read(file));
        int entries = entries(contents);
        TrustPolicy trusted = own.orElseGet(() -> brought(contents));
        List<Proven> proven = new ArrayList<>();
        Map<AuditLeaf, Integer> seen = new HashMap<>();
        for (int number = 1; number <= entries; number++) {
            Proven one = proven(number, contents, trusted);
            Integer before = seen.putIfAbsent(one.entry().leaf(), number);
            if (before != null) {
                throw new Untrusted(
                        "Entry "
                                + BundleManifest.number(number)
                                + " is a duplicate of entry "
                                + BundleManifest.number(before)
                                + ".");
            }
            proven.add(one);
        }
        CasePage.verify(contents, proven.stream().map(Proven::entry).toList());
        VerifyScript.verify(content(BundleManifest.SCRIPT, contents));
        return lines(proven) + summary(proven) + keys(own.isPresent(), trusted);
    }

    /** The number of entries, when all files are there as the manifest has them. */
    private static int entries(Map<String, byte[]> contents) {
        byte[] listed = contents.remove(BundleManifest.NAME);
        if (listed == null) {
            throw new Untrusted("The bundle has no manifest.");
        }
        for (String name : contents.keySet()) {
            requirePartner(name, ".disclosures", ".tlog-proof", "proof", contents);
            requirePartner(name, ".tlog-proof", ".disclosures", "entry", contents);
        }
        BundleManifest manifest = BundleManifest.parse(listed);
        manifest.verify(contents);
        return manifest.entries();
    }

    private static void requirePartner(
            String name, String ending, String other, String what, Map<String, byte[]> contents) {
        if (name.endsWith(ending) && !contents.containsKey(name.replace(ending, other))) {
            throw new Untrusted("The bundle contains " + name + ", but no " + what + " for it.");
        }
    }

    private static TrustPolicy brought(Map<String, byte[]> contents) {
        return about(
                "The bundle's policy cannot be used",
                () -> TrustPolicy.parse(content(BundleManifest.POLICY, contents)));
    }

    private static Proven proven(int number, Map<String, byte[]> contents, TrustPolicy trusted) {
        String name = "Entry " + BundleManifest.number(number) + " is not proven";
        return about(
                name,
                () -> {
                    DisclosedEntry entry =
                            DisclosedEntry.parse(
                                    content(BundleManifest.disclosures(number), contents));
                    TlogProof proof =
                            TlogProof.parse(content(BundleManifest.proof(number), contents));
                    TrustedCheckpoint checkpoint = proof.verify(entry.leaf().bytes(), trusted);
                    return new Proven(entry, checkpoint, proof.index());
                });
    }

    private static <T> T about(String what, Supplier<T> check) {
        try {
            return check.get();
        } catch (Untrusted fault) {
            throw new Untrusted(what + ": " + fault.getMessage());
        }
    }

    private static byte[] content(String name, Map<String, byte[]> contents) {
        return Objects.requireNonNull(contents.get(name), "the manifest was compared");
    }

    private static String lines(List<Proven> proven) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < proven.size(); i++) {
            lines.append(BundleManifest.number(i + 1));
            Reported.mark(shown(proven.get(i).entry()))
                    .ifPresent(mark -> lines.append(" (").append(mark).append(')'));
            fields(proven.get(i).entry())
                    .forEach(
                            field ->
                                    lines.append(' ')
                                            .append(PlainText.name(field.name()))
                                            .append('=')
                                            .append(PlainText.value(field.value())));
            lines.append(" (index ").append(proven.get(i).index());
            lines.append(hidden(proven.get(i).entry())).append(")\n");
        }
        return lines.toString();
    }

    private static Map<String, String> shown(DisclosedEntry entry) {
        Map<String, String> shown = new HashMap<>();
        entry.fields().forEach(field -> shown.put(field.name(), field.value()));
        return shown;
    }

    /** How many fields are not shown, by why they are not. */
    private static String hidden(DisclosedEntry entry) {
        List<String> kinds = new ArrayList<>();
        if (!entry.withheld().isEmpty()) {
            kinds.add(entry.withheld().size() + " withheld");
        }
        if (!entry.erased().isEmpty()) {
            kinds.add(entry.erased().size() + " erased");
        }
        return kinds.isEmpty() ? "" : "; " + String.join(", ", kinds);
    }

    private static List<Disclosure> fields(DisclosedEntry entry) {
        Map<String, Disclosure> byName = new LinkedHashMap<>();
        entry.fields().forEach(field -> byName.put(field.name(), field));
        List<Disclosure> fields = new ArrayList<>();
        for (String name : FIRST) {
            Optional.ofNullable(byName.remove(name)).ifPresent(fields::add);
        }
        fields.addAll(byName.values());
        return fields;
    }

    private static String summary(List<Proven> proven) {
        Set<String> logs = new LinkedHashSet<>();
        proven.forEach(one -> logs.add(log(one.checkpoint())));
        return (proven.size() == 1
                        ? "The entry is proven"
                        : "All " + proven.size() + " entries are proven")
                + ": recorded as these lines show, and not changed since. "
                + String.join(" ", logs)
                + erased(proven)
                + reported(proven)
                + " Only what these lines show is proven; case.html and dossier.html show the same,"
                + " and README.txt and LISEZMOI.txt are not part of the proof.";
    }

    /** The proof is the same for both kinds, so nobody is to take one for the other. */
    private static String erased(List<Proven> proven) {
        return proven.stream().allMatch(one -> one.entry().erased().isEmpty())
                ? ""
                : " A withheld field could still be disclosed. According to the sender, nobody can"
                        + " read an erased field any more; the trail records this as"
                        + " SUBJECT_ERASED.";
    }

    /** The proof is the same for what the suite did and for what somebody said. */
    private static String reported(List<Proven> proven) {
        return proven.stream().noneMatch(one -> Reported.isReported(shown(one.entry())))
                ? ""
                : " For reported entries, it is proven who reported them and what was reported,"
                        + " but not that the report is true.";
    }

    private static String log(TrustedCheckpoint trusted) {
        return "The log is "
                + PlainText.of(trusted.checkpoint().origin())
                + ", as it was with "
                + trusted.checkpoint().head().size()
                + " entries; "
                + ProofCheck.witnesses(trusted.witnesses());
    }

    private static String keys(boolean own, TrustPolicy trusted) {
        if (own) {
            return "";
        }
        StringBuilder keys = new StringBuilder();
        keys.append(
                "\nThe keys came from the bundle itself, so all of it could be fabricated. Compare"
                        + " them with keys that you have from another source, or verify again with"
                        + " --policy:");
        for (VerifierKey key : trusted.logs()) {
            keys.append("\n  log ").append(PlainText.of(key.toString()));
        }
        for (VerifierKey key : trusted.witnesses()) {
            keys.append("\n  witness ").append(PlainText.of(key.toString()));
        }
        return keys.toString();
    }
}
