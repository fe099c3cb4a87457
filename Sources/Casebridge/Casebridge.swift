import ArgumentParser
import Foundation

/// The program: one executable for the server, the worker and every command of an operator.
@main
struct Casebridge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "casebridge",
        abstract:
            "Case management between civic monitors of public contracts and the authorities that can act.",
        discussion:
            "Settings come from the environment (casebridge config print). Data go to standard output, "
            + "messages to standard error; exit codes are those of sysexits.h.",
        version: "0.1.0",
        subcommands: [
            Serve.self, Work.self, Migrate.self, Doctor.self, ConfigCommand.self, WorkflowCommand.self,
            FormCommand.self,
            IndicatorsCommand.self, Inspect.self, Import.self, Assess.self, AccountCommand.self,
            DoorCommand.self,
            TokenCommand.self, OrganisationCommand.self, KeyCommand.self, Demonstration.self, Audit.self,
            EvidenceCommand.self, Verify.self,
            OpenAPICommand.self, RoutesCommand.self,
        ])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let failure as CommandFailure {
            Console.error(failure.message)
            Foundation.exit(failure.code.rawValue)
        } catch {
            if let failure = CommandFailure(of: error) {
                Console.error(failure.message)
                Foundation.exit(failure.code.rawValue)
            }
            exit(withError: error)
        }
    }
}
