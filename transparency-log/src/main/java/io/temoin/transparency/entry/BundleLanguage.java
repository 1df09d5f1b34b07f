// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

/**
 * A language of the files for people in an evidence bundle. Every bundle has the files of every
 * language, so that evidence does not depend on who asked for it.
 */
public enum BundleLanguage {
    /** English. */
    ENGLISH("en", "README.txt", "case.html"),
    /** French. */
    FRENCH("fr", "LISEZMOI.txt", "dossier.html");

    private final String tag;
    private final String readme;
    private final String page;

    BundleLanguage(String tag, String readme, String page) {
        this.tag = tag;
        this.readme = readme;
        this.page = page;
    }

    /** Its language tag (BCP 47). */
    public String tag() {
        return tag;
    }

    /** The file that says what the bundle is and how to verify it. */
    public String readme() {
        return readme;
    }

    /** The file with the case as a page: {@link CasePage}. */
    public String page() {
        return page;
    }
}
