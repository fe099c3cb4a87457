import Accounts
import ArgumentParser
import Foundation

/// `casebridge door [--second-factor-for ROLE…] [--second-factor-for-nobody] [--confirm-minutes N]`
struct DoorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "door",
        abstract: "Shows or changes who needs a second factor, and when an approval asks again who approves.")
    @Option(parsing: .upToNextOption, help: "Roles of Workflows/roles.yaml, in place of those before.")
    var secondFactorFor: [String] = []
    @Flag(help: "No role needs one; whoever wants one still has it.") var secondFactorForNobody = false
    @Option(help: "Minutes for which a confirmed session may approve and seal, 1 to 1440.")
    var confirmMinutes: Int?

    func validate() throws {
        if secondFactorForNobody, !secondFactorFor.isEmpty {
            throw ValidationError("--second-factor-for and --second-factor-for-nobody exclude each other")
        }
    }

    func run() async throws {
        let roles = secondFactorForNobody || !secondFactorFor.isEmpty ? secondFactorFor : nil
        Console.print(
            try await Settings.read().operate { [confirmMinutes] pool, entering in
                try await AccountOffice(database: pool, entering: entering)
                    .changeDoor(secondFactorRoles: roles, confirmMinutes: confirmMinutes)
            })
    }
}
