// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.visibility.domain;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one caller sees of the tenant the token names; nobody sees another tenant. The one rule of
 * all services (ADR 0037), asked of every object that is shown, whatever the role:
 *
 * <ul>
 *   <li>the tenant's own people, by a claim of its own, see the whole tenant;
 *   <li>a controller sees what is done on its behalf;
 *   <li>a processor sees what it did itself, or is named in, while an agreement with the controller
 *       is in force and covers it, and while its token lets it act for that controller;
 *   <li>of these, an agent sees what that agent did.
 * </ul>
 *
 * <p>What somebody does not see does not exist for them: the answer is that of a missing object,
 * and lists do not hold it.
 *
 * @param actor pseudonym of the caller
 * @param organisation the party the caller works for
 * @param wholeTenant whether the caller sees everything of the tenant
 * @param ownActsOnly whether the caller sees what the caller did, and nothing else
 * @param covered what the agreements in force cover, of controllers the token names
 */
public record Visibility(
        String actor,
        String organisation,
        boolean wholeTenant,
        boolean ownActsOnly,
        List<Coverage> covered) {

    public Visibility {
        covered = List.copyOf(covered);
    }

    /** Whether the object exists for the caller. */
    public boolean sees(Ownership object) {
        return wholeTenant || (concerns(object) && (!ownActsOnly || actor.equals(object.author())));
    }

    /**
     * Whether the object is an affair of the caller's organisation, whoever of it did it: where the
     * rules refuse a role, its people are told so, and strangers nothing.
     */
    public boolean concerns(Ownership object) {
        return wholeTenant
                || organisation.equals(object.controller())
                || (object.processors().contains(organisation)
                        && covered.stream().anyMatch(one -> one.covers(object)));
    }

    /**
     * Whether the caller sees what a controller set up for everybody who works for it: purposes,
     * notices, wishes of the people called.
     */
    public boolean worksFor(String controller) {
        return wholeTenant
                || organisation.equals(controller)
                || covered.stream().anyMatch(one -> one.controller().equals(controller));
    }

    /** The controllers the caller works for, its own organisation included. */
    public Set<String> controllers() {
        Set<String> controllers = new TreeSet<>();
        controllers.add(organisation);
        covered.forEach(one -> controllers.add(one.controller()));
        return controllers;
    }
}
