#!/usr/bin/env python3
"""Verify a Casebridge audit export (JSON Lines) with none of Casebridge's code.

    verify_export.py EXPORT
    verify_export.py EXPORT --checkpoint FILE --key VKEY [--leaves FILE]

EXPORT holds one event a line. Each event's hash is recomputed from its canonical text, each chain is
followed from its first event, each move from the status where the record's last move arrived.
With --checkpoint, the events by their place in the log (`leaf`) must give the signed root: that finds a
chain that was dropped or cut at its end. --leaves gives the log's entries from elsewhere instead (one
hexadecimal event hash a line, in the log's order), and each must be an event of the export.
Signatures are checked if the Python package `cryptography` is installed.

Exit status: 0 all holds, 1 something does not, 2 wrong use or unreadable file.
"""

import argparse
import base64
import hashlib
import json
import re
import sys

TEXTS = (
    "chain_kind chain_id actor_kind actor session request organisation record_kind record_id "
    "workflow action from_status to_status"
).split()
ALLOWED = re.compile(r"[A-Za-z0-9_.:/-]*")
HASH = re.compile(r"[0-9a-f]{64}")
FIELDS = (
    "chain_kind chain_id seq previous_hash at_us actor_kind actor session request organisation "
    "record_kind record_id record_version workflow action from_status to_status private_digest facts"
).split()


class Broken(Exception):
    """What does not hold, in one sentence."""


def canonical(event):
    """The bytes that are hashed: version 1 of the canonical event."""
    event = dict(event, workflow="" if event["workflow"] is None else str(event["workflow"]))
    for name in TEXTS:
        if not isinstance(event[name], str) or not ALLOWED.fullmatch(event[name]):
            raise Broken(f"its field {name} is malformed")
    for name in ("seq", "at_us", "record_version"):
        if type(event[name]) is not int and (name != "record_version" or event[name] is not None):
            raise Broken(f"its field {name} is no whole number")
    if not HASH.fullmatch(event["previous_hash"]) or not HASH.fullmatch(event["private_digest"] or "0" * 64):
        raise Broken("its previous_hash or private_digest is malformed")
    values = ["" if event[name] is None else str(event[name]) for name in FIELDS]
    return "|".join(["casebridge-event-v1", *values]).encode("utf-8")


def check_private(event):
    """The private text beside the event, unless it was erased or never there."""
    if event["private"] is None:
        return
    salt = bytes.fromhex(event["private_salt"] or "")
    digest = hashlib.sha256(salt + event["private"].encode("utf-8")).hexdigest()
    if len(salt) != 16 or digest != event["private_digest"]:
        raise Broken("its private text is not the one it was written with")


def check_move(event, standing):
    """A move leaves from where the record's last one arrived and raises the version by one."""
    if not event["to_status"]:
        return
    record = (event["record_kind"], event["record_id"])
    status, version = standing.get(record, ("", 0))
    if event["from_status"] != status:
        raise Broken(f"its move starts elsewhere than in the record's status '{status}'")
    if event["record_version"] != version + 1:
        raise Broken(f"its move does not make version {version + 1} of the record")
    standing[record] = (event["to_status"], version + 1)


def check_event(event, chains):
    """One event against its chain so far; chains may be interleaved."""
    chain = (event["chain_kind"], event["chain_id"])
    last, previous, standing = chains.get(chain, (0, "0" * 64, {}))
    if event["seq"] != last + 1:
        raise Broken(f"event {last + 1} is missing before it")
    if event["previous_hash"] != previous:
        raise Broken("it does not name the event before it")
    if hashlib.sha256(canonical(event)).hexdigest() != event["hash"]:
        raise Broken("its stored hash is not the hash of its fields")
    check_private(event)
    check_move(event, standing)
    chains[chain] = (last + 1, event["hash"], standing)


def check_export(path):
    """Every line; answers each event hash with its place in the log, and the number of chains."""
    chains, hashes = {}, {}
    with open(path, "rb") as lines:
        for number, line in enumerate(lines, 1):
            place = f"line {number}"
            try:
                event = json.loads(line)
                place += f", event {event['chain_kind']}/{event['chain_id']}/{event['seq']}"
                check_event(event, chains)
            except Broken as fault:
                raise Broken(f"{place}: {fault}") from None
            except (ValueError, KeyError, TypeError, AttributeError) as fault:
                raise Broken(f"{place}: it is malformed ({type(fault).__name__})") from None
            hashes[event["hash"]] = event.get("leaf")
    return hashes, len(chains)


def merkle_root(entries):
    """RFC 6962 section 2.1, in one pass: complete subtrees are joined as soon as two are equally large."""
    peaks = []
    for entry in entries:
        peaks.append((1, hashlib.sha256(b"\0" + entry).digest()))
        while len(peaks) > 1 and peaks[-1][0] == peaks[-2][0]:
            (_, right), (size, left) = peaks.pop(), peaks.pop()
            peaks.append((size * 2, hashlib.sha256(b"\1" + left + right).digest()))
    if not peaks:
        return hashlib.sha256(b"").digest()
    root = peaks.pop()[1]
    while peaks:
        root = hashlib.sha256(b"\1" + peaks.pop()[1] + root).digest()
    return root


def check_signature(text, signatures, vkey):
    """The log's own signature of the checkpoint; answers False when it could not be checked here."""
    name, key_id, encoded = vkey.split("+", 2)
    key = base64.b64decode(encoded, validate=True)
    if hashlib.sha256(name.encode() + b"\n" + key).hexdigest()[:8] != key_id or key[0] != 1:
        raise Broken("the verifier key is malformed or not of type Ed25519")
    if text.split("\n")[0] != name:
        raise Broken("the checkpoint is of another log than the key")
    own = [line.split(" ", 2)[2] for line in signatures if line.startswith(f"\u2014 {name} ")]
    own = [base64.b64decode(value, validate=True) for value in own]
    own = [value[4:] for value in own if value[:4].hex() == key_id]
    if not own:
        raise Broken("the checkpoint is not signed by the given key")
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return False
    try:
        for signature in own:
            Ed25519PublicKey.from_public_bytes(key[1:]).verify(signature, text.encode("utf-8"))
    except InvalidSignature:
        raise Broken("the checkpoint's signature is not of this text") from None
    return True


def read_leaves(options, hashes, size):
    """The log's entries in order, from their own file or from the places that the export states."""
    if options.leaves:
        with open(options.leaves, encoding="ascii") as file:
            return file.read().split()
    placed = {leaf: value for value, leaf in hashes.items() if leaf is not None}
    missing = next((number for number in range(size) if number not in placed), None)
    if missing is not None:
        raise Broken(f"the event of log entry {missing} is not in the export: it was removed or rewritten")
    return [placed[number] for number in range(size)]


def check_checkpoint(options, hashes):
    """The signed size and root against the log's entries, and the entries against the export."""
    with open(options.checkpoint, encoding="utf-8", newline="") as file:
        text, _, signatures = file.read().rpartition("\n\n")
    text += "\n"
    try:
        _, size, root = text.split("\n")[:3]
        size = int(size)
        signed = check_signature(text, signatures.split("\n"), options.key)
    except (ValueError, IndexError):
        raise Broken("the checkpoint or the verifier key is malformed") from None
    leaves = read_leaves(options, hashes, size)
    if not all(map(HASH.fullmatch, leaves)):
        raise Broken("the file of leaves holds something else than hashes")
    if len(leaves) < size:
        raise Broken(f"the checkpoint is over {size} entries, but only {len(leaves)} were given")
    if base64.b64encode(merkle_root(map(bytes.fromhex, leaves[:size]))).decode() != root:
        raise Broken("the entries do not give the signed root")
    for number, leaf in enumerate(leaves[:size]):
        if leaf not in hashes:
            raise Broken(f"log entry {number} ({leaf}) is no event of the export: removed or rewritten")
    return size, signed


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("export")
    parser.add_argument("--checkpoint", help="a signed checkpoint that you kept")
    parser.add_argument("--key", help="the log's verifier key: name+id+base64")
    parser.add_argument("--leaves", help="the log's entries, if not the export's own `leaf`")
    options = parser.parse_args()
    if bool(options.checkpoint) != bool(options.key) or (options.leaves and not options.checkpoint):
        parser.error("--checkpoint and --key belong together, and --leaves to them")
    try:
        hashes, chains = check_export(options.export)
        print(f"{len(hashes)} events in {chains} chains hold")
        if options.checkpoint:
            size, signed = check_checkpoint(options, hashes)
            print(f"the first {size} log entries give the signed root, and each is an event of the export")
            print("the checkpoint is signed by the log" if signed else
                  "SKIPPED: the signature, since the Python package cryptography is not installed")
    except Broken as fault:
        print(f"BROKEN: {fault}", file=sys.stderr)
        return 1
    except (OSError, UnicodeDecodeError) as fault:
        print(f"cannot read: {fault}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
