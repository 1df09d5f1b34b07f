// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import java.util.Locale;

/** Who takes part in the story: people and systems of the demo realm. */
enum Actor {
    DIALER(system("dialer-voix-du-rhone")),
    DIALER_ATLAS(system("dialer-atlas-contact")),
    RECORDER(system("recorder-voix-du-rhone")),
    RECORDER_BOREAL(system("recorder-boreal")),
    BUSINESS(system("business-rhone-telecom")),
    BUSINESS_LOIRE(system("business-loire-assurance")),
    AGATHE(person("agathe")),
    QUENTIN(person("quentin")),
    DIANE(person("diane")),
    DELPHINE(person("delphine")),
    ADELE(person("adele")),
    LEA(person("lea")),
    LUC(person("luc")),
    BORIS(person("boris")),
    BEATRICE(person("beatrice"));

    private final String form;

    Actor(String form) {
        this.form = form;
    }

    /** The shell variable that holds the actor's token. */
    String variable() {
        return "TOKEN_" + name();
    }

    /** What is posted to Keycloak for a token; the passwords of the demo realm are public. */
    String form() {
        return form;
    }

    /** The line that puts a token into the shell variable. */
    String shellLine() {
        return variable() + "=$(token '" + form + "')";
    }

    /** The workstation the actor says to sit at; a system has none. */
    String workstation() {
        return "pc-" + name().toLowerCase(Locale.ROOT);
    }

    boolean isPerson() {
        return form.contains("grant_type=password");
    }

    private static String system(String client) {
        return "grant_type=client_credentials&client_id=%s&client_secret=demo-%s"
                .formatted(client, client);
    }

    private static String person(String name) {
        return "grant_type=password&client_id=temoin-demo&username=%s&password=demo-%s"
                .formatted(name, name);
    }
}
