import Testing

@testable import Accounts

/// Cheap costs: these tests are about behaviour, one other is about the real costs.
private let cheap = Argon2Parameters(memory: 64, iterations: 1, parallelism: 1)

@Suite struct PasswordTests {
    @Test func `the right password matches and a wrong one does not`() async throws {
        let passwords = try Passwords(parameters: cheap, atOnce: 2, longestQueue: 10)
        let stored = try await passwords.hash("a long enough sentence")
        #expect(try await passwords.verify("a long enough sentence", against: stored))
        #expect(try await !passwords.verify("a long enough sentencE", against: stored))
        #expect(try await !passwords.verify("", against: stored))
    }

    @Test func `an unknown account is refused after the work of one hash`() async throws {
        let passwords = try Passwords(parameters: cheap, atOnce: 1, longestQueue: 10)
        #expect(try await !passwords.verify("nobody has this password", against: nil))
    }

    @Test func `a stored text that is no Argon2id matches nothing`() async throws {
        let passwords = try Passwords(parameters: cheap, atOnce: 1, longestQueue: 10)
        for stored in [
            "", "plain", "$argon2i$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$aGFzaA",
            "$argon2id$v=19$m=9999999,t=1,p=1$a$b",
        ] {
            #expect(try await !passwords.verify("plain", against: stored))
        }
    }

    @Test func `the stored text names the costs, and other costs ask for a new hash`() async throws {
        let standard = try Passwords()
        let stored = try await standard.hash("a long enough sentence")
        #expect(stored.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(!standard.needsRehash(stored))
        #expect(try Passwords(parameters: cheap, atOnce: 1, longestQueue: 1).needsRehash(stored))
        #expect(standard.needsRehash("no hash at all"))
    }

    @Test func `two hashes of one password differ by their salt`() async throws {
        let passwords = try Passwords(parameters: cheap, atOnce: 1, longestQueue: 10)
        #expect(try await passwords.hash("same words twice") != passwords.hash("same words twice"))
    }

    @Test func `the same letters typed in two ways are one password`() async throws {
        let passwords = try Passwords(parameters: cheap, atOnce: 1, longestQueue: 10)
        let stored = try await passwords.hash("perch\u{E9} no, ventidue")
        #expect(try await passwords.verify("perche\u{301} no, ventidue", against: stored))
    }

    @Test func `costs that libargon2 refuses are an error, not a weak hash`() {
        #expect(throws: Argon2Error.self) {
            try Passwords(
                parameters: Argon2Parameters(memory: 1, iterations: 0, parallelism: 1), atOnce: 1,
                longestQueue: 1)
        }
    }
}

@Suite struct PasswordThreadTests {
    @Test func `work beyond the queue is refused at once`() async throws {
        let threads = PasswordThreads(count: 1, longestQueue: 0)
        await #expect(throws: PasswordError.busy) { try await threads.run { 1 } }
    }

    @Test func `a hundred pieces of work on two threads all come back`() async throws {
        let threads = PasswordThreads(count: 2, longestQueue: 200)
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 1...100 { group.addTask { try await threads.run { number } } }
            return try await group.reduce(0, +)
        }
        #expect(sum == 5050)
    }

    @Test func `a stopped pool takes no more work`() async throws {
        let threads = PasswordThreads(count: 1, longestQueue: 5)
        threads.stop()
        await #expect(throws: PasswordError.busy) { try await threads.run { 1 } }
    }

    @Test func `a cancelled task does not start its hash`() async throws {
        let threads = PasswordThreads(count: 1, longestQueue: 5)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await threads.run { 1 }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}

@Suite struct PasswordRuleTests {
    @Test(arguments: [
        ("short", [PasswordFault.tooShort]),
        ("elevenchars", [.tooShort]),
        ("password1234", [.common]),
        ("Pass word 1234", [.common]),
        ("aaaaaaaaaaaaaaaa", [.common]),
        ("abababababab", [.common]),
        ("234567890123", [.common]),
        ("casebridge2026", [.common]),
        ("Ana.Rossi.26!", [.personal]),
        ("twelve chars", []),
        ("съвсем дълга парола", []),
    ])
    func `each rule is told by its code`(password: String, faults: [PasswordFault]) {
        #expect(PasswordRules.faults(in: password, personal: ["ana.rossi", "Ana"]) == faults)
    }

    @Test func `a password of 1,025 bytes is too long and 1,024 are not`() {
        let varied = String((0..<1_025).map { Character(UnicodeScalar(UInt8(97 + $0 * 7 % 26))) })
        #expect(PasswordRules.faults(in: varied, personal: []) == [.tooLong])
        #expect(PasswordRules.faults(in: String(varied.dropLast()), personal: []) == [])
    }
}

@Suite struct SecretTokenTests {
    @Test(arguments: SecretToken.Kind.allCases)
    func `a token has its prefix and 43 characters, and can be read back`(kind: SecretToken.Kind) {
        let token = SecretToken(kind)
        #expect(token.text.hasPrefix(kind.rawValue))
        #expect(token.text.count == 47)
        #expect(SecretToken(parsing: token.text) == token)
        #expect(token.digest.count == 32)
    }

    @Test func `a token never prints its secret`() {
        let token = SecretToken(.session)
        #expect("\(token)" == "•••")
        #expect(String(reflecting: token) == "•••")
    }

    @Test(arguments: [
        "", "cbs_", "cbx_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "cbs_AAAA",
        "cbs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB", "cbs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+",
        "cbs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "CBS_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ])
    func `what is not exactly a token is none`(text: String) {
        #expect(SecretToken(parsing: text) == nil)
    }

    @Test func `two tokens are never the same`() {
        #expect(Set((0..<1_000).map { _ in SecretToken(.api).text }).count == 1_000)
    }
}

@Suite struct Base64URLTests {
    @Test(arguments: [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")])
    func `the examples of RFC 4648 without padding`(plain: String, text: String) {
        #expect(Base64URL.encode(Array(plain.utf8)) == text)
        #expect(Base64URL.decode(text).map(Array.init) == Array(plain.utf8))
    }

    @Test func `every byte comes back`() {
        let bytes = (0...255).map { UInt8($0) }
        for count in 0...bytes.count {
            let some = Array(bytes.prefix(count))
            #expect(Base64URL.decode(Base64URL.encode(some)).map(Array.init) == some)
        }
    }

    @Test(arguments: ["A", "Zh", "Zm9=", "Zm+v", "Zm/v", "Zm9v\n", "Zm 9", "\u{E9}"])
    func `what no bytes encode to is refused`(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }
}
