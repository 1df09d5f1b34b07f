#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Verifies an evidence bundle with Python 3.8 or later, its standard library, and openssl 3.

    python3 -I verify.py --policy your-policy.txt [FOLDER]

FOLDER is the unpacked bundle; without it, the folder of this script. The policy contains the keys
(c2sp.org/tlog-policy), obtained from someone other than the sender of the bundle. Without --policy
the keys are those of the bundle, which prove nothing until you have compared them with keys from
another source.

Exits with 0 if every entry is proven, with 1 and a sentence if anything is wrong, and with 2 if
that cannot be determined. This file came with the evidence: compare its SHA-256 with the one that
is published with Temoin before you run it, or read it. The option -I keeps Python from loading
anything else that came with the evidence; without it, this script does so as far as it can.
"""

import sys

# Before any other import: Python searches the folder of a script for modules first.
if not (sys.flags.isolated or getattr(sys.flags, "safe_path", False)):
    del sys.path[0]

import base64
import binascii
import datetime
import hashlib
import os
import re
import struct
import subprocess
import tempfile
import unicodedata
import uuid

ED25519, COSIGNATURE, ML_DSA_44 = 1, 4, 6
KEY_SIZES = {ED25519: 32, COSIGNATURE: 32, ML_DSA_44: 1312}
SIGNATURE_SIZES = {ED25519: 64, COSIGNATURE: 8 + 64, ML_DSA_44: 8 + 2420}
HEADERS = {
    ED25519: bytes.fromhex("302a300506032b6570032100"),
    COSIGNATURE: bytes.fromhex("302a300506032b6570032100"),
    ML_DSA_44: bytes.fromhex("30820532300b06096086480165030403110382052100"),
}
FIRST = ["at", "action", "outcome", "actor", "organisation", "role", "workstation"]


class Wrong(Exception):
    """Something in the bundle is not so."""


class CannotTell(Exception):
    """The question has no answer: a file or a program is missing, or the policy is none."""


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def b64(text, what):
    try:
        content = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise Wrong(what + " is not base64.")
    if base64.b64encode(content).decode("ascii") != text:
        raise Wrong(what + " is not base64 in its one canonical spelling.")
    return content


def number(text, what):
    if not re.fullmatch("0|[1-9][0-9]{0,18}", text) or int(text) >= 1 << 63:
        raise Wrong(what + " is not a number.")
    return int(text)


def lines_of(content, what):
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise Wrong(what + " is not valid UTF-8.")
    if not text.endswith("\n"):
        raise Wrong(what + " does not end in a newline.")
    return text.split("\n")[:-1]


# Keys and policies ------------------------------------------------------------------------------


class Key:
    """A verifier key: name+id+base64 of type and key (c2sp.org/signed-note)."""

    def __init__(self, text):
        parts = text.split("+", 2)
        if len(parts) < 3:
            raise Wrong("A verifier key has the form name+id+key.")
        self.text, self.name = text, parts[0]
        typed = b64(parts[2], "The key of " + self.name)
        self.type = typed[0] if typed else 0
        self.raw = typed[1:]
        if KEY_SIZES.get(self.type) != len(self.raw):
            raise Wrong("The key of " + self.name + " has a type or size that is not supported.")
        self.id = sha(self.name.encode("utf-8"), b"\n", typed)[:4]
        if self.id.hex() != parts[1]:
            raise Wrong("The verifier key of " + self.name + " does not have the id of its key.")


class Policy:
    """Logs, witnesses, and which of these are enough (c2sp.org/tlog-policy)."""

    def __init__(self, content):
        if b"\r" in content:
            raise Wrong("The policy has lines that end in CR LF; they have to end in LF alone.")
        self.logs, self.witnesses, self.named, self.quorum = [], [], {}, None
        for line in content.decode("utf-8", "surrogateescape").split("\n"):
            words = [word for word in re.split("[ \t]+", line) if word]
            if words and not words[0].startswith("#"):
                self.define(words)
        if self.quorum is None:
            raise Wrong("The policy has no quorum line.")

    def define(self, words):
        kind, rest = words[0], words[1:]
        if kind == "log" and len(rest) in (1, 2):
            self.add(Key(rest[0]), self.logs, (ED25519, ML_DSA_44))
        elif kind == "witness" and len(rest) in (2, 3):
            key = Key(rest[1])
            self.add(key, self.witnesses, (COSIGNATURE, ML_DSA_44))
            self.name(rest[0], lambda who: key in who)
        elif kind == "group" and len(rest) >= 3:
            members = [self.member(name) for name in rest[2:]]
            least = {"all": len(members), "any": 1}.get(rest[1])
            if least is None:
                least = number(rest[1], "The threshold of a group")
            if not 1 <= least <= len(members):
                raise Wrong("The policy has a group with a threshold that it cannot reach.")
            self.name(rest[0], lambda who: sum(each(who) for each in members) >= least)
        elif kind == "quorum" and len(rest) == 1 and self.quorum is None:
            self.quorum = (lambda who: True) if rest[0] == "none" else self.member(rest[0])
        else:
            raise Wrong("The policy has an unexpected line: " + kind + ".")

    def add(self, key, keys, types):
        if key.type not in types:
            raise Wrong("The policy has the key of a log for a witness, or the other way round.")
        if any(key.raw == other.raw for other in keys):
            raise Wrong("The policy has a key twice.")
        keys.append(key)

    def name(self, name, quorum):
        if name == "none" or name in self.named:
            raise Wrong("The policy defines a name twice, or the name none.")
        self.named[name] = quorum

    def member(self, name):
        if name not in self.named:
            raise Wrong("The policy names a witness or group that is not defined above.")
        return self.named[name]


# Signatures -------------------------------------------------------------------------------------


def message(key, text, time):
    """The bytes under a signature (c2sp.org/signed-note, c2sp.org/tlog-cosignature)."""
    if key.type == ED25519:
        return text.encode("utf-8")
    if key.type == COSIGNATURE:
        return ("cosignature/v1\ntime %d\n" % time + text).encode("utf-8")
    origin, size, root = text.split("\n")[:3]
    if text.count("\n") != 3:
        raise Wrong("An ML-DSA-44 cosignature does not cover extension lines.")
    cosigner, log = key.name.encode("utf-8"), origin.encode("utf-8")
    return (
        b"subtree/v1\n\0"
        + struct.pack("B", len(cosigner)) + cosigner
        + struct.pack(">Q", time)
        + struct.pack("B", len(log)) + log
        + struct.pack(">QQ", 0, int(size))
        + base64.b64decode(root)
    )


def openssl(key, signed, signature):
    """Whether this is the key's signature, by openssl."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("key.der", "signed", "signature")]
        for path, content in zip(paths, (HEADERS[key.type] + key.raw, signed, signature)):
            with open(path, "wb") as file:
                file.write(content)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER"]
        command += ["-inkey", paths[0], "-rawin", "-in", paths[1], "-sigfile", paths[2]]
        try:
            ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        except OSError:
            raise CannotTell("The program openssl was not found.")
    if ended.returncode == 0 and b"Verified Successfully" in ended.stdout:
        return True
    if b"Verification Failure" in ended.stdout:
        return False
    raise CannotTell(
        "This openssl cannot check the signature of " + key.name + "; ML-DSA-44 needs version 3.5."
    )


KNOWN = {}


def verified(key, text, content):
    """The time of a signature; 0 of one without."""
    found = KNOWN.get((key.text, text, content))
    if found is None:
        if len(content) != SIGNATURE_SIZES[key.type]:
            raise Wrong("The signature of " + key.name + " does not have the right size.")
        time = 0 if key.type == ED25519 else struct.unpack(">Q", content[:8])[0]
        signature = content if key.type == ED25519 else content[8:]
        if time >= 1 << 63 or not openssl(key, message(key, text, time), signature):
            raise Wrong("The signature of " + key.name + " is not a signature of this text.")
        found = KNOWN[(key.text, text, content)] = time
    return found


def checkpoint(note, policy):
    """Origin, size, root and witnesses of a checkpoint that the policy believes."""
    divide = note.rfind("\n\n")
    if divide < 0 or not note.endswith("\n"):
        raise Wrong("The checkpoint is not a signed note.")
    text, signatures = note[: divide + 1], note[divide + 2 :].split("\n")[:-1]
    body = text.split("\n")
    if len(body) < 4 or not body[0] or len(signatures) > 100:
        raise Wrong("The checkpoint is malformed.")
    size, root = number(body[1], "The size"), b64(body[2], "The root")
    of_log = [key for key in policy.logs if key.name == body[0]]
    if not of_log:
        raise Wrong("The policy trusts no log named " + body[0] + ".")
    times = {}
    for line in signatures:
        if not line.startswith("\u2014 ") or line.rfind(" ") < 2:
            raise Wrong("The checkpoint has a line that is not a signature.")
        name, content = line[2 : line.rfind(" ")], b64(line[line.rfind(" ") + 1 :], "A signature")
        for key in of_log + policy.witnesses:
            if key.name == name and key.id == content[:4]:
                times[key] = verified(key, text, content[4:])
    if not any(key in times for key in of_log):
        raise Wrong("The checkpoint is not signed by the log " + body[0] + ".")
    cosigned = {key: time for key, time in times.items() if key in policy.witnesses}
    if not policy.quorum(cosigned):
        raise Wrong("Too few witnesses have cosigned the checkpoint for the policy's quorum.")
    return body[0], size, root, cosigned


# Entries and proofs -----------------------------------------------------------------------------


def entry(content):
    """The leaf that a file of disclosures stands for, the fields shown, and how many are not."""
    lines = lines_of(content, "The disclosed entry")
    if len(lines) < 3 or lines[0] != "temoin-disclosures/v1":
        raise Wrong("The disclosed entry does not begin with its version.")
    if not re.fullmatch("id [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", lines[1]):
        raise Wrong("The disclosed entry has no id.")
    digests, fields, hidden = [], {}, {"withheld": 0, "erased": 0}
    for line in lines[2:]:
        kind, _, rest = line.partition(" ")
        if kind in hidden:
            digests.append(b64(rest, "A digest"))
            hidden[kind] += 1
        elif kind == "field" and rest.count(" ") >= 2:
            name, salt, value = rest.split(" ", 2)
            if name in fields or len(b64(salt, "A salt")) != 32:
                raise Wrong("A field of the entry appears twice, or has no salt.")
            fields[name] = value
            digests.append(sha(b64(salt, "A salt"), name.encode(), b"\0", value.encode("utf-8")))
        else:
            raise Wrong("The disclosed entry has a line that does not belong there.")
    if len(digests) > 255 or len(set(digests)) < len(digests) or any(len(d) != 32 for d in digests):
        raise Wrong("The disclosed entry has no digests of an entry.")
    commitment = sha(b"cc-audit/v1", bytes([len(digests)]), *sorted(digests))
    return b"\1" + uuid.UUID(lines[1][3:]).bytes + commitment, fields, hidden


def included(leaf, index, size, hashes, root):
    """RFC 9162, section 2.1.3.2."""
    if index >= size:
        raise Wrong("The tree has no entry with this index.")
    node, at, last = sha(b"\0", leaf), index, size - 1
    for each in hashes:
        if last == 0:
            raise Wrong("The proof has more hashes than the tree has levels.")
        if at & 1 or at == last:
            node = sha(b"\1", each, node)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            node = sha(b"\1", node, each)
        at, last = at >> 1, last >> 1
    if last != 0 or node != root:
        raise Wrong("The entry is not in the tree.")


def proven(disclosures, proof, policy):
    leaf, fields, hidden = entry(disclosures)
    lines = lines_of(proof, "The proof")
    if lines[0] != "c2sp.org/tlog-proof@v1" or "" not in lines:
        raise Wrong("The proof does not begin with its version.")
    gap = lines.index("")
    head = 2 if lines[1].startswith("extra ") else 1
    if not lines[head].startswith("index "):
        raise Wrong("The proof has no index.")
    index = number(lines[head][6:], "The index")
    hashes = [b64(line, "A hash") for line in lines[head + 1 : gap]]
    if len(hashes) > 63 or any(len(each) != 32 for each in hashes):
        raise Wrong("The proof has too many hashes, or invalid ones.")
    note = "\n".join(lines[gap + 1 :]) + "\n"
    origin, size, root, witnesses = checkpoint(note, policy)
    included(leaf, index, size, hashes, root)
    return leaf, fields, hidden, index, (origin, size, witnesses)


def manifest(folder):
    """The content of every file, as the manifest has them, and the number of entries."""
    if not os.path.isdir(folder):
        raise CannotTell("The folder " + folder + " cannot be read.")
    lines = lines_of(brought(folder, "manifest.txt", "The bundle has no manifest."), "The manifest")
    if len(lines) < 2 or lines[0] != "# temoin-evidence/v1" or not lines[1].startswith("# entries "):
        raise Wrong("The manifest does not begin with its version and count.")
    count = number(lines[1][10:], "The count")
    names = {"README.txt", "LISEZMOI.txt", "case.html", "dossier.html", "policy.txt", "verify.py"}
    if not 1 <= count <= 1000:
        raise Wrong("A bundle has 1 to 1000 entries.")
    for i in range(1, count + 1):
        names |= {"entries/%04d.disclosures" % i, "entries/%04d.tlog-proof" % i}
    contents = {}
    for line in lines[2:]:
        digest, _, name = line.partition("  ")
        if name not in names or name in contents:
            raise Wrong("The manifest names an unexpected file, or a file twice.")
        contents[name] = brought(folder, name, "The manifest has " + name + ", which the bundle does not contain.")
        if hashlib.sha256(contents[name]).hexdigest() != digest:
            raise Wrong(name + " does not match the manifest.")
    there = set()
    for path, _, files in os.walk(folder):
        for file in files:
            there.add(os.path.relpath(os.path.join(path, file), folder).replace(os.sep, "/"))
    if set(contents) != names or there - names - {"manifest.txt"}:
        raise Wrong("The bundle has files other than those in its manifest.")
    return contents, count


def brought(folder, name, missing):
    """A file of the bundle; that it is not there is a fault of the bundle."""
    path = os.path.join(folder, *name.split("/"))
    if not os.path.lexists(path):
        raise Wrong(missing)
    return read(path)


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        raise CannotTell("The file " + path + " cannot be read.")


# What is said -----------------------------------------------------------------------------------


def plain(text):
    """Text of others, so that it does on a terminal what it looks like, and nothing else."""
    def harmless(c):
        if ord(c) < 0x7F:
            return c >= " "
        return c.isalnum() and unicodedata.bidirectional(c) == "L" and c not in "\u115f\u1160\u3164\uffa0"

    def escaped(c):
        units = c.encode("utf-16-be", "surrogatepass")
        return "".join("\\u%04x" % unit for unit in struct.unpack(">%dH" % (len(units) // 2), units))

    return "".join(c if harmless(c) else escaped(c) for c in text)


def value(json):
    word = re.fullmatch('"([A-Za-z0-9][A-Za-z0-9._:/+-]*)"', json)
    return word.group(1) if word else plain(json)


def named(name):
    return name if re.fullmatch("[A-Za-z][A-Za-z0-9]*", name) else '"' + plain(name) + '"'


def reported(fields):
    """Whether a system outside the suite handed the entry in, and the mark of an entry, or none."""
    ids = [re.fullmatch('"x-([a-z0-9][a-z0-9-]{0,62}):.*"', fields.get(name, "")) for name in ("event", "stream")]
    outside = any(fields.get(name, "").startswith('"x-') for name in ("service", "event", "stream"))
    if outside or "reportedBy" in fields:
        by = ["by " + found.group(1) for found in ids if found] or ["from outside"]
        return True, ["(reported %s, not recorded by the suite)" % by[0]]
    return False, [] if "service" in fields or "event" in fields else ["(not shown who recorded it)"]


def line(number, fields, hidden, index):
    names = [name for name in FIRST if name in fields]
    names += sorted(name for name in fields if name not in FIRST)
    said = ["%04d" % number] + reported(fields)[1] + [named(name) + "=" + value(fields[name]) for name in names]
    kinds = ", ".join("%d %s" % (count, kind) for kind, count in hidden.items() if count)
    return " ".join(said) + " (index %d%s)" % (index, "; " + kinds if kinds else "")


def witness(key, time):
    if not time:
        return plain(key.name)
    try:
        at = (datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=time)).isoformat() + "Z"
    except OverflowError:  # beyond the years that can be written
        at = "second %d" % time
    return plain(key.name) + " at " + at


def summary(logs):
    for origin, size, witnesses in logs:
        who = ", ".join(witness(key, time) for key, time in witnesses)
        yield "The log is %s, as it was with %d entries; %s." % (
            plain(origin), size, "cosigned by " + who if who else "the policy asks for no witness")


def main(words):
    own, folder = None, os.path.dirname(os.path.abspath(__file__))
    if len(words) >= 2 and words[0] == "--policy":
        own, words = words[1], words[2:]
    if len(words) > 1 or any(word.startswith("-") for word in words):
        raise CannotTell("Usage: python3 -I verify.py [--policy FILE] [FOLDER]")
    folder = words[0] if words else folder
    try:
        policy = Policy(read(own)) if own else None
    except Wrong as fault:
        raise CannotTell("The policy cannot be used: %s" % fault)
    contents, count = manifest(folder)
    policy = policy or Policy(contents["policy.txt"])
    said, seen, logs, reports, erased = [], {}, {}, False, False
    for i in range(1, count + 1):
        try:
            leaf, fields, hidden, index, log = proven(
                contents["entries/%04d.disclosures" % i], contents["entries/%04d.tlog-proof" % i], policy)
        except Wrong as fault:
            raise Wrong("Entry %04d is not proven: %s" % (i, fault))
        if leaf in seen:
            raise Wrong("Entry %04d is a duplicate of entry %04d." % (i, seen[leaf]))
        seen[leaf] = i
        logs[(log[0], log[1], tuple(log[2].items()))] = None
        said.append(line(i, fields, hidden, index))
        reports |= reported(fields)[0]
        erased |= hidden["erased"] > 0
    print("\n".join(said))
    proof = ["The entry is proven" if count == 1 else "All %d entries are proven" % count]
    proof[0] += ": recorded as these lines show, and not changed since."
    proof += summary(logs)
    if erased:
        proof.append("A withheld field could still be disclosed. According to the sender, nobody can"
                     " read an erased field any more; the trail records this as SUBJECT_ERASED.")
    if reports:
        proof.append("For reported entries, it is proven who reported them and what was reported,"
                     " but not that the report is true.")
    proof.append("Only what these lines show is proven. To check that case.html and dossier.html show the"
                 " same, use temoin-verify.")
    print(" ".join(proof))
    if own is None:
        print("The keys came from the bundle itself, so all of it could be fabricated. Compare"
              " them with keys that you have from another source, or verify again with --policy:")
        for kind, keys in (("log", policy.logs), ("witness", policy.witnesses)):
            for key in keys:
                print("  %s %s" % (kind, plain(key.text)))


if __name__ == "__main__":
    try:
        sys.stdout.reconfigure(encoding="utf-8")
        main(sys.argv[1:])
    except Wrong as fault:
        print("Wrong: " + plain(str(fault)), file=sys.stderr)
        sys.exit(1)
    except CannotTell as obstacle:
        print("Cannot tell: " + plain(str(obstacle)), file=sys.stderr)
        sys.exit(2)
    except Exception as fault:  # nothing was found out about the evidence
        print("Cannot tell: this script failed unexpectedly: %r" % fault, file=sys.stderr)
        sys.exit(2)
