import Foundation
import Testing

@testable import Ledger

@Suite(.enabled(if: OutsideProgram.find("python3") != nil, "python3 is not installed"))
struct ExportScriptTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `the script accepts a sound export, also with interleaved chains and erased texts`() throws {
        let one = try SampleEvents.chain()
        let two = try SampleEvents.chain(id: "018f3c2a-0000-7000-8000-000000000009").map {
            StoredEvent(event: $0.event, hash: $0.hash, privateText: nil)
        }
        let outcome = try verify(zip(one, two).flatMap { [$0, $1] })
        #expect(outcome.output == "10 events in 2 chains hold\n")
        #expect(outcome.status == 0, "\(outcome.complaint)")
    }

    @Test func `the script names the first event that was changed, removed or moved`() throws {
        let events = try SampleEvents.chain()
        let text = PrivateText(salt: [UInt8](repeating: 7, count: 16), text: "another")
        var reworded = events
        reworded[2] = StoredEvent(event: events[2].event, hash: events[2].hash, privateText: text)
        var rehashed = events
        rehashed[1] = StoredEvent(event: events[1].event, hash: Hash256(of: [1]), privateText: nil)
        let jump = try SampleEvents.event(
            seq: 2, previous: events[0].hash, version: 2, action: "case.step", from: "closed", to: "assigned")
        let jumping = [events[0], StoredEvent(event: jump, hash: jump.hash, privateText: nil)]
        for (spoiled, seq) in [
            (Array(events.dropFirst()), 2), ([events[0]] + events[2...], 3), (reworded, 3), (rehashed, 2),
            (jumping, 2), (events + [events[4]], 5),
        ] {
            let outcome = try verify(spoiled)
            #expect(outcome.status == 1)
            #expect(
                outcome.complaint.contains("event case/\(SampleEvents.caseID)/\(seq):"),
                "\(outcome.complaint)")
        }
    }

    @Test func `the script finds a cut tail, a dropped chain and a forged checkpoint by the log`() throws {
        let one = try SampleEvents.chain()
        let two = try SampleEvents.chain(id: "018f3c2a-0000-7000-8000-000000000009")
        let key = try SignerKey.generate(name: "casebridge.example/log", algorithm: .ed25519)
        var log = MemoryLog()
        try log.add((one + two).map(\.hash.bytes))
        let note = try Checkpoint(origin: key.verifierKey.name, size: 10, root: log.root).signed(by: key)
            .encoded
        let leaves = log.entries.map { Hex.encode($0) } + [Hash256(of: [7]).hex]
        let options = [
            "--checkpoint", try folder.write("checkpoint", note), "--key", key.verifierKey.encoded,
            "--leaves", try folder.write("leaves", Array(leaves.joined(separator: "\n").utf8)),
        ]
        let sound = try verify(one + two, options)
        #expect(sound.status == 0, "\(sound.complaint)")
        let ownLeaves = Array(options.prefix(4))
        #expect(try verify(one + two, ownLeaves).status == 0)
        #expect(try verify(one, ownLeaves).complaint.contains("log entry 5 is not in the export"))
        #expect(try verify(two + one, ownLeaves).complaint.contains("do not give the signed root"))
        for spoiled in [one + two.dropLast(), one] {
            let outcome = try verify(spoiled, options)
            #expect(outcome.status == 1)
            #expect(outcome.complaint.contains("is no event of the export"))
        }
        _ = try folder.write("leaves", Array(leaves.reversed().joined(separator: "\n").utf8))
        #expect(try verify(one + two, options).complaint.contains("do not give the signed root"))
        _ = try folder.write("leaves", Array(leaves.joined(separator: "\n").utf8))
        let stranger = try SignerKey.generate(name: "casebridge.example/log", algorithm: .ed25519)
        let foreign = options.map { $0 == key.verifierKey.encoded ? stranger.verifierKey.encoded : $0 }
        #expect(try verify(one + two, foreign).complaint.contains("not signed by the given key"))
    }

    @Test func `the script refuses a file that is no export`() throws {
        for text in ["x\n", "{}\n", "[]\n", "{\"chain_kind\":1}\n"] {
            let outcome = try run([try folder.write("export", Array(text.utf8))])
            #expect(outcome.status == 1)
            #expect(outcome.complaint.hasPrefix("BROKEN: line 1"), "\(outcome.complaint)")
        }
        #expect(try run([folder.url.appending(path: "absent").path]).status == 2)
    }

    private func verify(_ events: [StoredEvent], _ options: [String] = []) throws -> OutsideProgram.Outcome {
        let lines = try events.enumerated().map { leaf, event in
            try ExportLine.encode(event, leaf: leaf) + [0x0a]
        }
        return try run([try folder.write("export.jsonl", Array(lines.joined()))] + options)
    }

    private func run(_ arguments: [String]) throws -> OutsideProgram.Outcome {
        let script = OutsideProgram.repository.appending(path: "ops/verify_export.py").path
        let python = try #require(OutsideProgram.find("python3"))
        return try OutsideProgram.run(
            python, [script] + arguments, environment: ["PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"])
    }
}
