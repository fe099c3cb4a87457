import Foundation
import Forms
import Postgres
import Testing
import Web

@testable import Casework

@Suite struct LoadedFormsTests {
    private func forms(_ versions: Int...) throws -> LoadedForms {
        let folder = try TemporaryFolder()
        for version in versions {
            try folder.write("bridge-\(version).yaml", try BridgeForm.version(version).text)
        }
        return try LoadedForms(folder: folder.url)
    }

    @Test func `the newest version of a name is the one that a report is begun on`() throws {
        let forms = try forms(1, 3, 2)
        #expect(forms.named(BridgeForm.name)?.version == 3)
        #expect(forms.all.map(\.version) == [3])
        #expect(try forms.form(hash: try BridgeForm.version(1).form.hash).version == 1)
    }

    @Test func `a form that nobody holds is refused`() throws {
        #expect(throws: Refusal(409, "form_not_loaded")) { try forms(1).form(hash: "none") }
    }

    @Test func `a fault in a file is named with its place`() throws {
        let folder = try TemporaryFolder()
        try folder.write("bad.yaml", "form: bad\nversion: none\n")
        #expect { try LoadedForms(folder: folder.url) } throws: { "\($0)".hasPrefix("bad.yaml:2:") }
    }

    @Test func `a report on an older version stays readable and writable when its file is gone`() async throws
    {
        try await BridgeWorld.use { world in
            let report = try await BridgeCase(accepted: world).report()
            try await world.operate(try BridgeForm.version(2).loading)
            let files = try forms(2)
            let old = try BridgeForm.version(1).form
            #expect(throws: Refusal(409, "form_not_loaded")) { try files.form(hash: old.hash) }
            let all = try await files.withStored(from: world.workers)
            #expect(try all.form(hash: old.hash) == old)
            #expect(all.named(BridgeForm.name)?.version == 2)
            let answer = try await SaveAnswers(desk: world.desk, forms: all)
                .run(try world.caller(.ana), report, expected: 1, patch: ["question_1": "old"])
            #expect(answer.version == 2)
        }
    }

    @Test func `a stored document that cannot be read any more is left out`() async throws {
        try await BridgeWorld.use { world in
            try await world.operate(
                "SELECT casebridge.load_form('strange', 1, repeat('ab', 32), '{\"form\": \"strange\"}'::jsonb)"
            )
            let all = try await forms(1).withStored(from: world.workers)
            #expect(all.named("strange") == nil)
            #expect(all.named(BridgeForm.name)?.version == 1)
        }
    }
}
