import Foundation
import Testing

/// `casebridge config check` as an operator runs it: the executable that lies beside these tests.
@Suite struct SettingsTests {
    private static var executable: String {
        let tests = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        let beside = tests.deletingLastPathComponent().appending(path: "casebridge").path
        let built = OutsideProgram.repository.appending(path: ".build/debug/casebridge").path
        return FileManager.default.isExecutableFile(atPath: beside) ? beside : built
    }

    private func check(_ settings: [String: String]) throws -> OutsideProgram.Outcome {
        try OutsideProgram.run(Self.executable, ["config", "check"], environment: settings)
    }

    @Test func `sound settings pass`() throws {
        let outcome = try check(["CASEBRIDGE_DATABASE": "host=/nowhere"])
        #expect(outcome.status == 0, "\(outcome.complaint)")
    }

    @Test func `all faults are named at once, and never a value`() throws {
        let outcome = try check([
            "CASEBRIDGE_CONNECTIONS": "secret-1", "CASEBRIDGE_LARGEST_UPLOAD": "12",
            "CASEBRIDGE_TRANSPORT_SECURITY": "secret-2",
        ])
        #expect(outcome.status == 78)
        for name in ["DATABASE", "CONNECTIONS", "LARGEST_UPLOAD", "TRANSPORT_SECURITY"] {
            #expect(outcome.complaint.contains("CASEBRIDGE_\(name)"))
        }
        #expect(!(outcome.complaint + outcome.output).contains("secret"))
    }

    @Test func `a setting may stand in a file`() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "database")
        try Data("host=/nowhere dbname=casebridge\n".utf8).write(to: file)
        #expect(try check(["CASEBRIDGE_DATABASE_FILE": file.path]).status == 0)
    }

    @Test func `a file that cannot be read is named once, by its setting`() throws {
        let outcome = try check(["CASEBRIDGE_DATABASE_FILE": "/nowhere/at/all"])
        #expect(outcome.status == 78)
        #expect(outcome.complaint.components(separatedBy: "CASEBRIDGE_DATABASE").count == 2)
        #expect(!outcome.complaint.contains("/nowhere/at/all"))
    }

    @Test func `an empty file is no setting`() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "database")
        try Data("\n".utf8).write(to: file)
        #expect(try check(["CASEBRIDGE_DATABASE_FILE": file.path]).status == 78)
    }

    @Test func `printing shows no secret`() throws {
        let outcome = try OutsideProgram.run(
            Self.executable, ["config", "print"],
            environment: ["CASEBRIDGE_DATABASE": "host=/nowhere password=secret"])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("CASEBRIDGE_DATABASE\t•••"))
        #expect(!outcome.output.contains("secret"))
    }
}
