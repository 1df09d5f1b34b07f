// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a consent record holds beside who, what and until when: the further fields of ISO/IEC TS
 * 27560:2023, and what a consent to be called adds to them. References and codes only: it travels
 * in clear.
 *
 * @param jurisdiction whose rules it was checked by, ISO 3166-1
 * @param language of the words used, BCP 47
 * @param wordingHash SHA-256 of the exact words used, in UTF-8, hexadecimal
 * @param notice what the person was told before
 * @param call the call it was given in, as the caller's system names it
 * @param audio where it can be heard
 * @param agent who collected it, by a pseudonym or staff id
 * @param collectionPoint the script, form or place at which it was asked for
 * @param tied whether something else depended on it; never {@code true} in a record (GDPR art.
 *     7(4))
 * @param preTicked whether it was chosen in advance; never {@code true} in a record
 * @param age what the person said of their age
 * @param withdrawalChannels how it can be withdrawn, besides orally
 * @param privacyRightsUrl where the person exercises their rights
 * @param storageLocations countries in which the record is kept, ISO 3166-1
 * @param object what the person agreed to be called about, in the controller's own code (C. conso.
 *     R223-1); absent where the law does not ask for it and none was named
 */
public record ConsentParticulars(
        String jurisdiction,
        @Nullable String language,
        @Nullable String wordingHash,
        @Nullable ServedNotice notice,
        @Nullable String call,
        @Nullable AudioSegment audio,
        @Nullable String agent,
        @Nullable String collectionPoint,
        @Nullable Boolean tied,
        @Nullable Boolean preTicked,
        @Nullable AgeDeclaration age,
        List<Channel> withdrawalChannels,
        @Nullable String privacyRightsUrl,
        List<String> storageLocations,
        @Nullable String object) {

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    // Without query and fragment: nobody can hide a person in it.
    private static final Pattern URL =
            Pattern.compile(
                    "https://[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]{0,200})?");

    public ConsentParticulars {
        withdrawalChannels = List.copyOf(withdrawalChannels);
        storageLocations = List.copyOf(storageLocations);
    }

    /** Whether {@code text} has the shape of a language tag. */
    public static boolean isLanguage(String text) {
        return LANGUAGE.matcher(text).matches();
    }

    /** Whether {@code text} has the shape of a SHA-256 in hexadecimal. */
    public static boolean isHash(String text) {
        return SHA_256.matcher(text).matches();
    }

    /** Whether {@code text} is an https address without query. */
    public static boolean isUrl(String text) {
        return URL.matcher(text).matches();
    }
}
