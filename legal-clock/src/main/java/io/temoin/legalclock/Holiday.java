// SPDX-License-Identifier: Apache-2.0
package io.temoin.legalclock;

/** Days that laws except, or that a part of a country keeps. Stable codes; open for extension. */
public enum Holiday {
    NEW_YEAR,
    EPIPHANY,
    WOMENS_DAY,
    MAUNDY_THURSDAY,
    GOOD_FRIDAY,
    EASTER_MONDAY,
    LABOUR_DAY,
    VICTORY_1945,
    ASCENSION,
    WHIT_MONDAY,
    CORPUS_CHRISTI,
    ABOLITION_OF_SLAVERY,
    BASTILLE_DAY,
    ASSUMPTION,
    CHILDRENS_DAY,
    GERMAN_UNITY,
    SPANISH_NATIONAL_DAY,
    REFORMATION,
    ALL_SAINTS,
    ARMISTICE_1918,
    REPENTANCE,
    SPANISH_CONSTITUTION,
    IMMACULATE_CONCEPTION,
    CHRISTMAS,
    SAINT_STEPHEN
}
