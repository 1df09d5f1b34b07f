// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.entry.BundleManifest;
import io.temoin.transparency.entry.ErasureCertificate;
import io.temoin.transparency.entry.ErasureStatement;
import io.temoin.transparency.trust.TrustPolicy;
import io.temoin.transparency.trust.TrustedCheckpoint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The command {@code verify-certificate}: every destruction that a certificate of erasure states
 * was recorded so in a log that the policy trusts. Nothing is printed of a certificate in which
 * anything is wrong.
 */
record CertificateCheck(String file, String policy) {

    private static final String INDENT = "\n     ";

    /** A rule with its purpose, the version of the policy and the text behind it. */
    private static final Pattern BOUND =
            Pattern.compile("([A-Z_]+)\\|([A-Z_]+)\\|v([0-9]+)\\|(.+)");

    static CertificateCheck of(List<String> words) {
        Arguments arguments = Arguments.of(words, List.of("--policy"), 1);
        return new CertificateCheck(arguments.values().getFirst(), arguments.required("--policy"));
    }

    String answer() {
        TrustPolicy trusted = ProofCheck.readPolicy(policy);
        ErasureCertificate certificate = ErasureCertificate.parse(LocalFile.read(file));
        StringBuilder lines = new StringBuilder();
        List<ErasureCertificate.Item> items = certificate.items();
        List<TrustedCheckpoint> proven = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            proven.add(proven(i + 1, items.get(i), trusted));
        }
        boolean several = proven.stream().map(CertificateCheck::origin).distinct().count() > 1;
        for (int i = 0; i < items.size(); i++) {
            lines.append(BundleManifest.number(i + 1))
                    .append(' ')
                    .append(text(items.get(i)))
                    .append(several ? INDENT + "Log: " + origin(proven.get(i)) + "." : "")
                    .append('\n');
        }
        Set<String> logs = new LinkedHashSet<>();
        proven.forEach(checkpoint -> logs.add(log(checkpoint)));
        return lines
                + (items.size() == 1
                        ? "The destruction is proven"
                        : "All " + items.size() + " destructions are proven")
                + ": recorded as these lines show, and the record was not changed since. "
                + String.join(" ", logs)
                + predating(certificate.predating())
                + " Whether other copies were made, nobody can prove.";
    }

    private static TrustedCheckpoint proven(
            int number, ErasureCertificate.Item item, TrustPolicy trusted) {
        try {
            return item.verify(trusted);
        } catch (Untrusted fault) {
            throw new Untrusted(
                    "Destruction "
                            + BundleManifest.number(number)
                            + " is not proven: "
                            + fault.getMessage());
        }
    }

    private static String text(ErasureCertificate.Item item) {
        ErasureStatement said = item.statement();
        return what(said)
                + " of "
                + PlainText.of(said.controller())
                + ": destroyed at "
                + said.erasedAt()
                + "."
                + INDENT
                + "Ground: "
                + PlainText.of(said.basis())
                + rules(said)
                + "."
                + INDENT
                + "Order "
                + PlainText.of(said.disposition())
                + ", confirmed at "
                + PlainText.of(said.confirmedAt())
                + " (index "
                + item.proof().index()
                + ")."
                + INDENT
                + key(said);
    }

    private static String what(ErasureStatement said) {
        String recording = said.recording();
        if (recording == null) {
            return said.fact("disposed").map(PlainText::of).orElse("?")
                    + " x "
                    + kind(said)
                    + " (digest of their ids: "
                    + said.fact("digest").map(PlainText::of).orElse("?")
                    + ")";
        }
        return said.fact("document")
                        .map(
                                document ->
                                        kind(said)
                                                + " "
                                                + PlainText.of(document)
                                                + " of recording ")
                        .orElse("Recording ")
                + PlainText.of(recording);
    }

    private static String kind(ErasureStatement said) {
        return said.fact("kind").map(PlainText::of).orElse("DOCUMENT");
    }

    /**
     * Which rules fixed the day, and the texts behind them: a line for each, or, of a version that
     * did not say what belongs together, all rules and all texts.
     */
    private static String rules(ErasureStatement said) {
        List<String> bounds = said.facts().getOrDefault("bound", List.of());
        if (!bounds.isEmpty()) {
            return bounds.stream()
                    .map(bound -> "." + INDENT + bound(bound))
                    .collect(Collectors.joining());
        }
        List<String> parts = new ArrayList<>();
        part("rule", "rule", said, parts);
        part("purpose", "purpose", said, parts);
        part("policyVersion", "policy version", said, parts);
        part("reference", "reference", said, parts);
        return parts.isEmpty() ? "" : "; " + String.join("; ", parts);
    }

    private static String bound(String text) {
        Matcher bound = BOUND.matcher(text);
        return bound.matches()
                ? "Rule %s of purpose %s, policy version %s: %s"
                        .formatted(
                                bound.group(1),
                                bound.group(2),
                                bound.group(3),
                                PlainText.of(bound.group(4)))
                : "Rule " + PlainText.of(text);
    }

    private static void part(String fact, String name, ErasureStatement said, List<String> parts) {
        List<String> values = said.facts().getOrDefault(fact, List.of());
        if (!values.isEmpty()) {
            parts.add(
                    name
                            + " "
                            + values.stream().map(PlainText::of).collect(Collectors.joining(", ")));
        }
    }

    private static String key(ErasureStatement said) {
        String what =
                said.fact("key")
                        .map(
                                key ->
                                        "The key "
                                                + PlainText.of(key)
                                                + scope(said)
                                                + " was destroyed; a backup may hold it")
                        .orElse(
                                said.recording() == null
                                        ? "A backup may hold them"
                                        : "There was no key; a backup may hold encrypted bytes");
        return said.horizon()
                .map(horizon -> what + " until " + PlainText.of(horizon) + " at the latest.")
                .orElse(what + "; until when is not recorded.");
    }

    private static String scope(ErasureStatement said) {
        return said.fact("keyScope").map(scope -> " (" + PlainText.of(scope) + ")").orElse("");
    }

    private static String origin(TrustedCheckpoint trusted) {
        return PlainText.of(trusted.checkpoint().origin());
    }

    private static String log(TrustedCheckpoint trusted) {
        return "The log is "
                + origin(trusted)
                + ", as it was with "
                + trusted.checkpoint().head().size()
                + " entries; "
                + ProofCheck.witnesses(trusted.witnesses());
    }

    private static String predating(long count) {
        return count == 0
                ? ""
                : " According to the sender, "
                        + count
                        + " more were recorded before there were certificates; an evidence bundle"
                        + " proves what is recorded of them.";
    }
}
