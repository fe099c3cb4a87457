import Accounts
import ArgumentParser
import Casework
import Crypto
import Foundation
import Ledger
import Web

/// `casebridge openapi`: the API's full reference, without a database.
struct OpenAPICommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openapi", abstract: "Prints the OpenAPI 3.1 document.")

    func run() async throws {
        let routes = try RouteDocuments.routes()
        let document = OpenAPIDocument(
            routes.table, locales: routes.frame.locales, version: Casebridge.configuration.version)
        Console.print(document.json.description)
    }
}

/// `casebridge routes`: one line a route, for the table of roles and routes.
struct RoutesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "routes", abstract: "Prints method, address, kind and access of every route.")

    func run() async throws {
        for route in try RouteDocuments.routes().table.routes {
            Console.print(
                "\(route.method.rawValue)\t\(route.pattern)\t\(route.kind.rawValue)\t\(route.access.rawValue)"
            )
        }
    }
}

/// The routes as the server has them, wired to nothing that answers.
enum RouteDocuments {
    static func routes() throws -> Routes {
        var variables = ProcessInfo.processInfo.environment
        variables["CASEBRIDGE_DATABASE"] = "host=/nowhere"
        let settings = try Settings.read(Environment(variables))
        let signer = try SignerKey.generate(name: "casebridge.local/log", algorithm: .ed25519)
        let app = settings.pool(.app)
        let folder = FileManager.default.temporaryDirectory.appending(path: "casebridge-documents")
        let master = SymmetricKey(size: .bits256)
        let store = try EvidenceStore(folder: folder, masterKey: master)
        let casework = try Server.casework(
            settings, app: app, door: settings.pool(.signIn), signer: signer,
            forms: try Server.forms(settings), store: store, factors: FactorKeys(master: master))
        return Server.routes(casework, app, Readiness(settings: settings, observer: app))
    }
}
