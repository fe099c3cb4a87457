import Testing

@testable import Ledger

@Test func `the canonical bytes are the fields in order, joined by a bar`() throws {
    let event = try SampleEvents.event(seq: 1, previous: .zero, version: 1, to: "open", facts: #"{"a":"|"}"#)
    let zeros = String(repeating: "0", count: 64)
    let expected =
        "casebridge-event-v1|case|018f3c2a-0000-7000-8000-000000000001|1|\(zeros)|1760000000000001|account"
        + "|018f3c2a-0000-7000-8000-0000000000aa|018f3c2a-0000-7000-8000-0000000000bb|req-1"
        + "|018f3c2a-0000-7000-8000-0000000000cc|case|018f3c2a-0000-7000-8000-000000000001|1|1|case.open"
        + #"||open||{"a":"|"}"#
    #expect(String(decoding: event.bytes, as: UTF8.self) == expected)
    #expect(event.hash == Hash256(of: Array(expected.utf8)))
}

@Test func `an event reads back from its canonical bytes`() throws {
    for stored in try SampleEvents.chain() {
        #expect(try CanonicalEvent(parsing: stored.event.bytes) == stored.event)
    }
}

@Test(arguments: ["a|b", "a b", "è", "a\n", "a\"", "a\0"])
func `a delimiter or any other character outside the alphabet is refused`(action: String) {
    #expect(throws: MalformedEvent(field: "action")) {
        try SampleEvents.event(seq: 1, previous: .zero, action: action)
    }
}

@Test func `every restricted field is checked under its own name`() throws {
    #expect(throws: MalformedEvent(field: "chain_kind")) {
        try SampleEvents.event(seq: 1, previous: .zero, chainKind: "")
    }
    #expect(throws: MalformedEvent(field: "seq")) { try SampleEvents.event(seq: 0, previous: .zero) }
    #expect(throws: MalformedEvent(field: "record_version")) {
        try SampleEvents.event(seq: 1, previous: .zero, version: -1)
    }
    #expect(throws: MalformedEvent(field: "to_status")) {
        try SampleEvents.event(seq: 1, previous: .zero, to: "o|pen")
    }
}

@Test func `bytes that the event would not write again are refused`() throws {
    let text = String(
        decoding: try SampleEvents.event(seq: 1, previous: .zero, version: 1, to: "open").bytes, as: UTF8.self
    )
    let spoiled = [
        text.replacing("|1|0000", with: "|01|0000"), text.replacing("|1|0000", with: "|+1|0000"),
        text.replacing("event-v1", with: "event-v2"),
        text.replacing("|1|1|case.open", with: "|x|1|case.open"),
        text.replacing("|open||", with: "|open|00|"), text.replacing("||open||{}", with: ""), "",
        text.replacing("case.open", with: "case open"), text.replacing("|1760", with: "| 1760"),
    ]
    for text in spoiled {
        #expect(throws: MalformedEvent.self) { try CanonicalEvent(parsing: Array(text.utf8)) }
    }
    #expect(throws: MalformedEvent.self) { try CanonicalEvent(parsing: Array(text.utf8) + [0xff]) }
}

@Test func `a private text needs a salt of sixteen bytes and its digest depends on it`() throws {
    #expect(PrivateText(salt: [1, 2, 3], text: "x") == nil)
    let one = try #require(PrivateText(salt: [UInt8](repeating: 1, count: 16), text: "x"))
    let two = try #require(PrivateText(salt: [UInt8](repeating: 2, count: 16), text: "x"))
    #expect(one.digest != two.digest)
    #expect(one.digest == Hash256(of: [UInt8](repeating: 1, count: 16) + Array("x".utf8)))
}

/// The vector that the SQL function is tested with too; docs/audit-log.md prints its text.
@Test func `a fixed event has the documented hash`() throws {
    let event = try CanonicalEvent(
        chainKind: "case", chainID: "018f3c2a-0000-7000-8000-000000000001", seq: 2,
        previousHash: try #require(Hash256(hex: String(repeating: "ab", count: 32))),
        atMicroseconds: 1_760_000_000_123_456, actorKind: "account",
        actor: "018f3c2a-0000-7000-8000-0000000000aa", session: "", request: "req-1",
        organisation: "018f3c2a-0000-7000-8000-0000000000cc", recordKind: "report",
        recordID: "018f3c2a-0000-7000-8000-0000000000dd", recordVersion: 3, workflow: "7",
        action: "submit", fromStatus: "draft", toStatus: "submitted",
        privateDigest: try #require(PrivateText(salt: Array(0..<16), text: "perché no?")).digest,
        facts: #"{"answers": 12, "note": "a|b – è"}"#)
    #expect(event.privateDigest?.hex == "31a1a3ae2a41527d22c3ea0fba74877de30c59d68e1392a17a6f159938aea5f2")
    #expect(event.hash.hex == "63ec4f1dda6b2182756d2ce1e025c866383c8096d749d97ad3d4d28889c1936b")
}
