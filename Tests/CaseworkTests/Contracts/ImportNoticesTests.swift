import Foundation
import Testing

@testable import Casework

@Suite struct ImportNoticesTests {
    @Test func `the shipped samples are stored, and unchanged a second time`() async throws {
        try await BridgeWorld.use { world in
            let samples = BridgeWorld.repository.appending(path: "Samples/notices")
            let count = try FileManager.default.contentsOfDirectory(atPath: samples.path).count
            let first = try await world.importing(samples)
            #expect(first.failed.map(\.reason) == [])
            #expect(first.read == count && first.stored == count && first.unchanged == 0)
            let second = try await world.importing(samples)
            #expect(second.read == count && second.stored == 0 && second.unchanged == count)
        }
    }

    @Test func `a notice that differs under a known number is listed and not stored`() async throws {
        try await BridgeWorld.use { world in
            try await world.importing(inOrder: [NoticeText.call("990001-2022", title: "Old")])
            let outcome = try await world.importing([("b.xml", NoticeText.call("990001-2022", title: "New"))])
            #expect(outcome.read == 1 && outcome.stored == 0 && outcome.unchanged == 0)
            #expect(outcome.failed.count == 1)
            #expect(outcome.failed.first?.file.hasSuffix("b.xml") == true)
            #expect(outcome.failed.first?.reason.hasPrefix("notice_differs: ") == true)
            let titles = try await world.contracts(of: "990001-2022", "title")
            #expect(titles == ["Old"])
        }
    }

    @Test func `one bad notice of a batch fails alone`() async throws {
        try await BridgeWorld.use { world in
            let outcome = try await world.importing([
                ("1.xml", NoticeText.call("990001-2022")), ("2.xml", "<TED_EXPORT"),
                ("3.xml", NoticeText.call("990003-2022")),
                ("4.xml", NoticeText.call("990003-2022", title: "Other")),
                ("5.xml", NoticeText.call("990005-2022")), ("6.xml", "no XML at all"),
            ])
            #expect(outcome.read == 6 && outcome.stored == 3 && outcome.unchanged == 0)
            let files = outcome.failed.map { ($0.file as NSString).lastPathComponent }
            #expect(files.sorted() == ["2.xml", "4.xml", "6.xml"])
            #expect(outcome.failed.allSatisfy { !$0.reason.isEmpty })
        }
    }

    @Test func `a folder of nothing but bad notices is counted too`() async throws {
        try await BridgeWorld.use { world in
            let outcome = try await world.importing([("1.xml", "<a>"), ("2.xml", "<b>")])
            #expect(outcome.read == 2 && outcome.stored == 0 && outcome.failed.count == 2)
        }
    }

    @Test func `an import is one event with its counts`() async throws {
        try await BridgeWorld.use { world in
            try await world.importing([("1.xml", NoticeText.call("990001-2022")), ("2.xml", "<b>")])
            let facts: String = try await world.value(
                """
                SELECT facts AS v FROM casebridge.audit_event WHERE action = 'notices_imported'
                ORDER BY at_us DESC LIMIT 1
                """)
            #expect(facts == #"{"read": 2, "failed": 1, "stored": 1, "unchanged": 0}"#)
        }
    }

    @Test func `more notices than a batch holds are all stored`() async throws {
        try await BridgeWorld.use { world in
            let notices = (1...120).map { number in
                ("\(1000 + number).xml", NoticeText.call("9\(10000 + number)-2022"))
            }
            let outcome = try await world.importing(notices)
            #expect(outcome.stored == 120)
            #expect(try await world.value("SELECT count(*) AS v FROM casebridge.contract", Int.self) == 121)
        }
    }

    @Test func `the raw notice is kept byte for byte`() async throws {
        try await BridgeWorld.use { world in
            let text = NoticeText.call("990001-2022")
            try await world.importing(inOrder: [text])
            let kept: [UInt8] = try await world.value(
                "SELECT source AS v FROM casebridge.notice WHERE number = '990001-2022'")
            #expect(kept == Array(text.utf8))
        }
    }

    @Test func `the outcome reads as JSON`() throws {
        var outcome = ImportOutcome()
        outcome.read = 2
        outcome.stored = 1
        outcome.failed = [.init(file: #"a "b".xml"#, reason: "x")]
        let read = try JSONSerialization.jsonObject(with: Data(outcome.json.utf8)) as? [String: Any]
        #expect(read?["read"] as? Int == 2 && read?["unchanged"] as? Int == 0)
        #expect((read?["failed"] as? [[String: String]])?.first == ["file": #"a "b".xml"#, "reason": "x"])
    }
}

@Suite struct HandOverTests {
    @Test func `the reader runs ahead of the taker by no more than two`() async {
        let queue = HandOver<Int>()
        let put = Numbers()
        Thread {
            for number in 1...200 {
                put.last = number
                guard queue.put(number) else { return }
            }
            queue.finish()
        }.start()
        var taken = 0
        var furthest = 0
        while let number = await queue.next() {
            taken += 1
            #expect(number == taken)
            furthest = max(furthest, put.last - taken)
        }
        #expect(taken == 200)
        #expect(furthest <= 3)
    }

    @Test(arguments: 1...20)
    func `a reader whose taker has gone is let go, and nothing crashes`(round: Int) async {
        let queue = HandOver<Int>()
        let ended = await withCheckedContinuation { continuation in
            Thread {
                var number = 0
                while queue.put(number) { number += 1 }
                continuation.resume(returning: number)
            }.start()
            queue.abandon()
        }
        #expect(ended <= 4)
    }
}

/// The last number that a thread put, for another to see.
private final class Numbers: @unchecked Sendable {
    private let lock = NSLock()
    private var number = 0

    var last: Int {
        get { lock.withLock { number } }
        set { lock.withLock { number = newValue } }
    }
}
