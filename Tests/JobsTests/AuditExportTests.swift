import Accounts
import Foundation
import Testing

@testable import Jobs

@Suite struct AuditExportTests {
    /// Writes the export and what verifies it into a folder; answers the exporter's count.
    private func export(_ world: LogWorld, into folder: URL, _ change: (String) -> String = { $0 })
        async throws -> Int
    {
        var lines: [String] = []
        let entering = Entry.operator("test")
        let count = try await AuditExport(database: world.operators, entering: entering).run {
            lines.append($0)
        }
        let text = lines.map(change).joined(separator: "\n") + "\n"
        try Data(text.utf8).write(to: folder.appending(path: "export.jsonl"))
        try Data(try await world.note().utf8).write(to: folder.appending(path: "checkpoint"))
        return count
    }

    private func verify(_ world: LogWorld, _ folder: URL) throws -> OutsideProgram.Outcome {
        try OutsideProgram.run(
            "/usr/bin/python3",
            [
                OutsideProgram.repository.appending(path: "ops/verify_export.py").path,
                folder.appending(path: "export.jsonl").path,
                "--checkpoint", folder.appending(path: "checkpoint").path, "--key",
                world.signer.verifierKey.encoded,
            ])
    }

    @Test func `an export is verified with none of our code`() async throws {
        try await LogWorld.use { world in
            let folder = try TemporaryFolder()
            for count in [1, 2_500, 1_499] { try await world.append(count) }
            try await world.sequenceAll()
            #expect(try await export(world, into: folder.url) == 4_000)
            let outcome = try verify(world, folder.url)
            #expect(outcome.status == 0, "\(outcome.output) \(outcome.complaint)")
        }
    }

    @Test func `the export is an event of its own`() async throws {
        try await LogWorld.use { world in
            let folder = try TemporaryFolder()
            try await world.append(3)
            try await world.sequenceAll()
            _ = try await export(world, into: folder.url)
            let facts: String = try await world.value(
                "SELECT facts AS v FROM casebridge.audit_event WHERE action = 'audit_exported'")
            #expect(facts == #"{"events": 3}"#)
            _ = try await export(world, into: folder.url)
            #expect(try verify(world, folder.url).status == 0)
        }
    }

    @Test func `a changed line is found`() async throws {
        try await LogWorld.use { world in
            let folder = try TemporaryFolder()
            try await world.append(5)
            try await world.sequenceAll()
            _ = try await export(world, into: folder.url) {
                $0.replacingOccurrences(of: #""seq" : 4, "#, with: #""seq" : 4, "request" : "x", "#)
                    .replacingOccurrences(of: #"{\"n\": 4}"#, with: #"{\"n\": 9}"#)
            }
            #expect(try verify(world, folder.url).status == 1)
        }
    }

    @Test func `a chain that is missing is found by the checkpoint`() async throws {
        try await LogWorld.use { world in
            let folder = try TemporaryFolder()
            let dropped = try await world.append(5).uuidString.lowercased()
            try await world.append(5)
            try await world.sequenceAll()
            _ = try await export(world, into: folder.url) { $0.contains(dropped) ? "" : $0 }
            let file = folder.url.appending(path: "export.jsonl")
            let text = try String(contentsOf: file, encoding: .utf8)
            let kept = text.split(separator: "\n").joined(separator: "\n") + "\n"
            try Data(kept.utf8).write(to: file)
            #expect(try verify(world, folder.url).status == 1)
        }
    }
}
