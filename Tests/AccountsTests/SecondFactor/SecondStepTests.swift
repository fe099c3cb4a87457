import Crypto
import Foundation
import Testing

@testable import Accounts

@Suite struct SecondStepTests {
    private let keys = FactorKeys(master: SymmetricKey(size: .bits256))
    private let now = Date(timeIntervalSince1970: 1_800_000_000)

    private func step(_ world: DoorWorld) -> SecondStep { SecondStep(database: world.door, keys: keys) }

    /// Ana signs in by password, enrols and is shown her codes.
    private func enrol(_ world: DoorWorld) async throws -> (FactorSecret, [RecoveryCode]) {
        try await world.demandSecondFactor()
        let ticket = try #require(try await world.signIn().ticket)
        let secret = try #require(try await step(world).offer(ticket: ticket)).secret
        let code = TOTP.code(of: secret.bytes, step: TOTP.step(at: now))
        guard case .enrolled(_, let codes) = try await step(world).enrol(ticket: ticket, code: code, now: now)
        else { throw NotEnrolled() }
        return (secret, codes)
    }

    private struct NotEnrolled: Error {}

    private func code(_ secret: FactorSecret, after seconds: Double) -> String {
        TOTP.code(of: secret.bytes, step: TOTP.step(at: now.addingTimeInterval(seconds)))
    }

    @Test func `whoever must have a second factor and has none enrols it before any session`() async throws {
        try await DoorWorld.use { world in
            _ = try await enrol(world)
            let kinds: String = try await world.value(
                "SELECT string_agg(kind, ' ') AS v FROM casebridge.session")
            #expect(kinds == "browser")
        }
    }

    @Test func `the enrolment page shows the same secret when it is loaded again`() async throws {
        try await DoorWorld.use { world in
            try await world.demandSecondFactor()
            let ticket = try #require(try await world.signIn().ticket)
            let first = try await step(world).offer(ticket: ticket)?.secret
            #expect(first != nil)
            #expect(try await step(world).offer(ticket: ticket)?.secret == first)
        }
    }

    @Test func `a code opens a session once, and a later one opens the next`() async throws {
        try await DoorWorld.use { world in
            let (secret, _) = try await enrol(world)
            let later = now.addingTimeInterval(60)
            for isTaken in [true, false] {
                let ticket = try #require(try await world.signIn().ticket)
                let outcome = try await step(world).signIn(
                    ticket: ticket, code: code(secret, after: 60), now: later)
                #expect((outcome.token != nil) == isTaken)
            }
        }
    }

    @Test func `the code that enrolled opens nothing afterwards`() async throws {
        try await DoorWorld.use { world in
            let (secret, _) = try await enrol(world)
            let ticket = try #require(try await world.signIn().ticket)
            let outcome = try await step(world).signIn(ticket: ticket, code: code(secret, after: 0), now: now)
            #expect(outcome.token == nil)
        }
    }

    @Test func `a recovery code opens a session once`() async throws {
        try await DoorWorld.use { world in
            let (_, codes) = try await enrol(world)
            for isTaken in [true, false] {
                let ticket = try #require(try await world.signIn().ticket)
                let outcome = try await step(world).signIn(ticket: ticket, code: codes[4].text, now: now)
                #expect((outcome.token != nil) == isTaken)
            }
        }
    }

    @Test func `a token that nobody gave opens no second step`() async throws {
        try await DoorWorld.use { world in
            let (secret, _) = try await enrol(world)
            let stranger = SecretToken(.session)
            let outcome = try await step(world).signIn(
                ticket: stranger, code: code(secret, after: 60), now: now.addingTimeInterval(60))
            #expect(outcome.token == nil)
            #expect(try await step(world).offer(ticket: stranger) == nil)
        }
    }

    @Test func `twelve guesses at once are three guesses and nine waits`() async throws {
        try await DoorWorld.use { world in
            _ = try await enrol(world)
            let ticket = try #require(try await world.signIn().ticket)
            let second = step(world)
            let waits = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<12 {
                    group.addTask {
                        let outcome = try await second.signIn(
                            ticket: ticket, code: "00000\(number % 10)", now: .distantPast)
                        if case .wait = outcome { return true }
                        return false
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            // On a slow machine the first wait, of one second, may end before the last is asked.
            #expect((7...9).contains(waits))
        }
    }

    @Test func `another master key is an error that says so, and no open door`() async throws {
        try await DoorWorld.use { world in
            let (secret, _) = try await enrol(world)
            let ticket = try #require(try await world.signIn().ticket)
            let others = SecondStep(
                database: world.door, keys: FactorKeys(master: SymmetricKey(size: .bits256)))
            await #expect(throws: UnreadableFactor.self) {
                try await others.signIn(ticket: ticket, code: code(secret, after: 60), now: now)
            }
        }
    }
}

@Suite struct ConfirmationTests {
    @Test func `a session is confirmed by the right password and by no other`() async throws {
        try await DoorWorld.use { world in
            let session = try #require(try await world.signIn().token)
            let confirmation = Confirmation(
                database: world.door, passwords: world.passwords,
                keys: FactorKeys(master: SymmetricKey(size: .bits256)))
            for (proof, isRight) in [("wrong", false), ("123456", false), (DoorWorld.password, true)] {
                let outcome = try await confirmation.confirm(session: session, proof: proof)
                if case .confirmed = outcome { #expect(isRight) } else { #expect(!isRight) }
            }
        }
    }

    private static let agents: [(String?, AgentFamily)] = [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", AgentFamily.firefox),
        ("Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36", .chrome),
        ("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0", .edge),
        ("Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18 Safari/605.1", .safari),
        ("curl/8.0", .other), (nil, .other),
    ]

    @Test(arguments: [
        ("192.0.2.77", "192.0.2.0/24"), ("2001:db8:1:2::/64", "2001:db8:1::/48"), ("unknown", "unknown"),
    ])
    func `a list of sessions holds less of an address than the delays do`(network: String, place: String) {
        #expect(Visitor(network: network).place == place)
        #expect(Visitor(network: network).network == network)
    }

    @Test(arguments: agents)
    func `a browser is known by its family and by nothing finer`(text: String?, family: AgentFamily) {
        #expect(AgentFamily(userAgent: text) == family)
    }
}
