import Testing

@testable import Ledger

private func fault(_ events: [StoredEvent]) -> BrokenEvent? {
    var verifier = ChainVerifier()
    do {
        for event in events { try verifier.check(event) }
        return nil
    } catch {
        return error
    }
}

/// The chain with one event replaced, and every later one linked anew: what a forger with the hash function can do.
private func relinked(_ events: [StoredEvent], from start: Int) throws -> [StoredEvent] {
    var result = Array(events[..<start])
    for stored in events[start...] {
        let old = stored.event
        let event = try SampleEvents.event(
            seq: old.seq, previous: result.last?.hash ?? .zero, chainID: old.chainID,
            recordKind: old.recordKind, recordID: old.recordID, version: old.recordVersion,
            action: old.action,
            from: old.fromStatus, to: old.toStatus, digest: old.privateDigest, facts: old.facts)
        result.append(StoredEvent(event: event, hash: event.hash, privateText: stored.privateText))
    }
    return result
}

@Test func `a sound chain holds, and so do several after each other`() throws {
    let other = "018f3c2a-0000-7000-8000-000000000009"
    var verifier = ChainVerifier()
    for event in try SampleEvents.chain() + SampleEvents.chain(id: other) { try verifier.check(event) }
    #expect(verifier.eventCount == 10)
    #expect(verifier.chainCount == 2)
}

@Test func `an erased private text leaves the chain whole`() throws {
    let erased = try SampleEvents.chain().map {
        StoredEvent(event: $0.event, hash: $0.hash, privateText: nil)
    }
    #expect(fault(erased) == nil)
}

@Test func `a removed event is named by the one after it`() throws {
    for removed in 0..<4 {
        var events = try SampleEvents.chain()
        events.remove(at: removed)
        #expect(fault(events)?.fault == .gap(expected: Int64(removed + 1)))
        #expect(fault(events)?.seq == Int64(removed + 2))
    }
}

@Test func `a repeated event, a swapped pair and an inserted one are found`() throws {
    let events = try SampleEvents.chain()
    #expect(fault(Array(events[...1]) + events[1...])?.fault == .gap(expected: 3))
    var swapped = events
    swapped.swapAt(2, 3)
    #expect(fault(swapped)?.fault == .gap(expected: 3))
    let strange = try SampleEvents.event(seq: 3, previous: .zero)
    var inserted = events
    inserted[2] = StoredEvent(event: strange, hash: strange.hash, privateText: nil)
    #expect(fault(inserted)?.fault == .previousHash)
}

@Test func `a changed field is found at its own event`() throws {
    var events = try SampleEvents.chain()
    let old = events[1]
    let changed = try SampleEvents.event(
        seq: 2, previous: events[0].hash, version: 2, action: old.event.action, from: "open", to: "assigned",
        facts: "{}")
    events[1] = StoredEvent(event: changed, hash: old.hash, privateText: nil)
    #expect(fault(events)?.fault == .hash)
    #expect(fault(events)?.seq == 2)
}

@Test func `a changed event with a new hash is found at the next one`() throws {
    var events = try SampleEvents.chain()
    let changed = try SampleEvents.event(
        seq: 2, previous: events[0].hash, version: 2, action: "case.step", from: "open", to: "assigned",
        facts: "{}")
    events[1] = StoredEvent(event: changed, hash: changed.hash, privateText: nil)
    #expect(fault(events)?.fault == .previousHash)
    #expect(fault(events)?.seq == 3)
}

@Test func `a changed private text and one beside an event without digest are found`() throws {
    var events = try SampleEvents.chain()
    let other = PrivateText(salt: [UInt8](repeating: 7, count: 16), text: "another text")
    events[2] = StoredEvent(event: events[2].event, hash: events[2].hash, privateText: other)
    #expect(fault(events)?.fault == .privateDigest)
    events = try SampleEvents.chain()
    events[0] = StoredEvent(event: events[0].event, hash: events[0].hash, privateText: other)
    #expect(fault(events)?.fault == .privateDigest)
}

@Test func `a move that leaves from another status than the record's is found even when all hashes fit`()
    throws
{
    var events = try SampleEvents.chain()
    let jump = try SampleEvents.event(
        seq: 2, previous: events[0].hash, version: 2, action: "case.step", from: "assigned", to: "closed")
    events[1] = StoredEvent(event: jump, hash: jump.hash, privateText: nil)
    #expect(fault(try relinked(events, from: 1))?.fault == .status(expected: "open"))
}

@Test(arguments: [1, 3, nil] as [Int64?])
func `a move that does not raise the version by one is found`(version: Int64?) throws {
    var events = try SampleEvents.chain()
    let jump = try SampleEvents.event(
        seq: 2, previous: events[0].hash, version: version, action: "case.step", from: "open", to: "assigned")
    events[1] = StoredEvent(event: jump, hash: jump.hash, privateText: nil)
    #expect(fault(try relinked(events, from: 1))?.fault == .version(expected: 2))
}

@Test func `a first move from somewhere is found`() throws {
    let move = try SampleEvents.event(seq: 1, previous: .zero, version: 1, from: "open", to: "closed")
    let fault = fault([StoredEvent(event: move, hash: move.hash, privateText: nil)])
    #expect(fault?.fault == .status(expected: ""))
    #expect(fault?.description.contains("case/\(SampleEvents.caseID)/1") == true)
}
