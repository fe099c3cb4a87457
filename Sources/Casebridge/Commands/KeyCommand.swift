import ArgumentParser
import Crypto
import Foundation
import Ledger

/// `casebridge key create master|ledger --file FILE`
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Keys that lie outside the database.",
        subcommands: [Create.self, Show.self])

    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case master, ledger
    }

    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Writes a new random key to a file that only its owner may read; an existing file stays.")
        @Argument(help: "master: wraps the keys of cases; ledger: signs checkpoints and dossiers") var kind:
            Kind
        @Option(help: "The new file.") var file: String

        func run() throws {
            let text: String
            switch kind {
            case .master:
                text = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0).base64EncodedString() }
            case .ledger:
                let origin =
                    ProcessInfo.processInfo.environment["CASEBRIDGE_LEDGER_ORIGIN"] ?? "casebridge.local/log"
                text = try SignerKey.generate(name: origin, algorithm: .ed25519).encodedSecret
            }
            let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL, 0o600)
            guard descriptor >= 0 else {
                throw CommandFailure(.noPermission, "\(file) exists already or its folder cannot be written")
            }
            let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            try handle.write(contentsOf: Data((text + "\n").utf8))
            try handle.synchronize()
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Prints the public half of a ledger key.")
        @Option(help: "The ledger's key file.") var file: String

        func run() throws {
            let text = try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(
                in: .whitespacesAndNewlines)
            Console.print(try SignerKey(parsing: text).verifierKey.encoded)
        }
    }
}
