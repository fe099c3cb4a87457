import Foundation
import Testing

@testable import Workflows

@Suite struct StoredMachineTests {
    private func stored(_ machine: Machine) throws -> StoredMachine {
        let statuses = machine.statuses.map {
            #"{"name": "\#($0.name)", "isInitial": \#($0.isInitial), "isFinal": \#($0.isFinal)}"#
        }
        let moves = machine.moves.map {
            let from = $0.from.map { "\"\($0)\"" }.joined(separator: ", ")
            return
                #"{"action": "\#($0.action)", "from": [\#(from)], "to": "\#($0.to)", "by": "\#($0.actor.rawValue)", "#
                + #""isApproval": \#($0.isApproval)}"#
        }
        let json = """
            {"kind": "\(machine.kind)", "version": \(machine.version), "statuses": [\(statuses.joined(separator: ","))],
             "moves": [\(moves.joined(separator: ","))]}
            """
        return try JSONDecoder().decode(StoredMachine.self, from: Data(json.utf8))
    }

    @Test(arguments: ["case", "assignment", "report", "referral"])
    func `a machine from the database is drawn like the one of its file`(kind: String) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Workflows")
        let machine = try #require(try WorkflowSet.load(directory: folder).machine(kind))
        #expect(try stored(machine).svg { _ in nil } == WorkflowDrawing(of: machine).svg())
    }
}
