import Accounts
import ArgumentParser
import Foundation

/// `casebridge demonstration`: two NGOs in two countries, two authorities, nine accounts; in an empty store only.
struct Demonstration: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes a demonstration world in an empty store and prints its accounts once.")
    @Option(help: "text or json") var format: OutputFormat = .text

    private struct Place {
        let organisation: NewOrganisation
        let people: [(email: String, name: String, language: String, role: String)]
    }

    private static let world = [
        Place(
            organisation: NewOrganisation(
                kind: .monitoring, name: "Osservatorio Ponti (demo)", country: "IT", timeZone: "Europe/Rome"),
            people: [
                ("coordinator.it@demo.example", "Demo Coordinator IT", "it", "coordinator"),
                ("monitor.it@demo.example", "Demo Monitor IT", "it", "monitor"),
                ("reviewer.it@demo.example", "Demo Reviewer IT", "it", "reviewer"),
                ("approver1.it@demo.example", "Demo Approver One", "it", "approver"),
                ("approver2.it@demo.example", "Demo Approver Two", "en", "approver"),
            ]),
        Place(
            organisation: NewOrganisation(
                kind: .monitoring, name: "Граждански одит (demo)", country: "BG", timeZone: "Europe/Sofia"),
            people: [
                ("coordinator.bg@demo.example", "Demo Coordinator BG", "bg", "coordinator"),
                ("monitor.bg@demo.example", "Demo Monitor BG", "bg", "monitor"),
            ]),
        Place(
            organisation: NewOrganisation(
                kind: .authority, name: "Anti-fraud Office (demo)", country: "IT", timeZone: "Europe/Rome"),
            people: [("officer.it@demo.example", "Demo Officer IT", "it", "officer")]),
        Place(
            organisation: NewOrganisation(
                kind: .authority, name: "Прокуратура (demo)", country: "BG", timeZone: "Europe/Sofia"),
            people: [("officer.bg@demo.example", "Demo Officer BG", "bg", "officer")]),
    ]

    func run() async throws {
        // Hashed beforehand, so that the world is made in one short transaction: whole or not at all.
        let passwords = try Passwords()
        var secrets: [String: (password: String, hash: String)] = [:]
        for person in Self.world.flatMap(\.people) {
            let password = Self.randomPassword()
            secrets[person.email] = (password, try await passwords.hash(password))
        }
        let made = secrets
        try await Settings.read().operate { pool, entering in
            try await pool.transaction(entering: entering) { transaction in
                try await make(AccountOffice(transaction), made.mapValues(\.hash))
            }
        }
        print(
            Self.world.flatMap(\.people).map { ($0.email, $0.role, made[$0.email]?.password ?? "") })
    }

    private func make(_ office: AccountOffice, _ hashes: [String: String]) async throws {
        guard try await office.organisationCount() == 0 else {
            throw CommandFailure(
                .badData, "the store is not empty: a demonstration world goes into an empty one only")
        }
        // One person plays nine here, and at nobody's risk: no telephone is asked for, and an hour passes unasked.
        _ = try await office.changeDoor(secondFactorRoles: [], confirmMinutes: 60)
        for place in Self.world {
            let organisation = try await office.create(place.organisation)
            for person in place.people {
                let account = try await office.create(
                    NewAccount(
                        organisation: organisation, email: person.email, name: person.name,
                        language: person.language, roles: [person.role]),
                    passwordHash: hashes[person.email] ?? "")
                if person.role == "monitor" { try await train(account, office) }
            }
        }
    }

    private func train(_ account: UUID, _ office: AccountOffice) async throws {
        let day = Date.ISO8601FormatStyle().year().month().day()
        try await office.recordTraining(
            account, title: "Monitoring basics (demo)",
            from: Date(timeIntervalSinceNow: -86_400).formatted(day),
            until: Date(timeIntervalSinceNow: 365 * 86_400).formatted(day))
    }

    // 80 bits in groups that a person can type.
    private static func randomPassword() -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
        var random = SystemRandomNumberGenerator()
        return (0..<4).map { _ in String((0..<4).map { _ in letters.randomElement(using: &random) ?? "x" }) }
            .joined(separator: "-")
    }

    private func print(_ accounts: [(email: String, role: String, password: String)]) {
        switch format {
        case .json:
            let items = accounts.map {
                #"{"email":"\#($0.email)","role":"\#($0.role)","password":"\#($0.password)"}"#
            }
            Console.print("[" + items.joined(separator: ",") + "]")
        case .text:
            for account in accounts {
                let role = account.role.padding(toLength: 12, withPad: " ", startingAt: 0)
                let email = account.email.padding(toLength: 30, withPad: " ", startingAt: 0)
                Console.print("\(role) \(email) \(account.password)")
            }
        }
    }
}
