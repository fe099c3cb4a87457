import ArgumentParser
import Postgres
import Web

/// `casebridge doctor`
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Looks whether everything is in place, and says what to do where it is not.")

    @Option(help: "text or json") var format: OutputFormat = .text

    func run() async throws {
        let settings = try Settings.read()
        var findings = SettingsCheckup(settings: settings).findings()
        findings += FolderCheckup(settings: settings).findings()
        let keys = KeyCheckup(settings: settings)
        findings += keys.findings()
        let database = DatabaseCheckup(settings: settings)
        let reached = await database.roles()
        findings += reached
        // Of a database that cannot be reached, everything else would say only that again.
        if reached.allSatisfy({ $0.kind != .fault }) {
            findings += await database.findings()
            findings += await keys.findingsInDatabase()
        }
        print(findings)
        if findings.contains(where: { $0.kind == .fault }) {
            throw ArgumentParser.ExitCode(ExitCode.unavailable.rawValue)
        }
    }

    private func print(_ findings: [Finding]) {
        switch format {
        case .text:
            findings.flatMap(\.lines).forEach(Console.print)
            let (faults, warnings) = (findings.count(of: .fault), findings.count(of: .warning))
            Console.error("\(findings.count) things looked at, \(faults) faults, \(warnings) warnings")
        case .json:
            let list = findings.map { finding in
                JSON.object([
                    "result": .string(finding.kind.rawValue.lowercased()), "what": .string(finding.what),
                    "found": .string(finding.found), "next": .string(finding.next),
                ])
            }
            Console.print(JSON.array(list).description)
        }
    }
}

extension [Finding] {
    fileprivate func count(of kind: Finding.Kind) -> Int { filter { $0.kind == kind }.count }
}
