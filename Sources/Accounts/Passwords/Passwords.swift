import Foundation

/// What can go wrong before a password is even compared.
public enum PasswordError: Error, Equatable, CustomStringConvertible {
    /// More sign-ins wait for a hash than the queue holds; try again in a second.
    case busy

    /// One sentence for the log.
    public var description: String { "the queue of password hashes is full: try again in a second" }
}

/// Hashes and checks passwords with Argon2id on threads of its own; one value for the whole process.
public final class Passwords: Sendable {
    private let parameters: Argon2Parameters
    private let threads: PasswordThreads
    // Compared against when the account is unknown, so that both answers take the same time.
    private let dummy: String

    /// Starts the threads and makes the dummy hash, which takes one hash's time (about 30 ms).
    /// - Parameters:
    ///   - parameters: the costs of new hashes.
    ///   - atOnce: how many hashes run at the same time; each takes `parameters.memory` KiB.
    ///   - longestQueue: how many may wait; beyond it calls throw `PasswordError.busy`.
    public init(
        parameters: Argon2Parameters = .standard,
        atOnce: Int = ProcessInfo.processInfo.activeProcessorCount,
        longestQueue: Int = 256
    ) throws(Argon2Error) {
        self.parameters = parameters
        self.threads = PasswordThreads(count: atOnce, longestQueue: longestQueue)
        self.dummy = try Argon2.hash(Array("nobody has this password".utf8), parameters)
    }

    deinit { threads.stop() }

    /// The PHC string to store; throws `PasswordError.busy` or `Argon2Error`.
    public func hash(_ password: String) async throws -> String {
        let bytes = Self.normalised(password)
        let parameters = parameters
        return try await threads.run { try Argon2.hash(bytes, parameters) }
    }

    /// Whether the password is the one that was hashed. Pass nil for an unknown account:
    /// the answer is then false and takes the same time.
    public func verify(_ password: String, against stored: String?) async throws -> Bool {
        let bytes = Self.normalised(password)
        let encoded = stored ?? dummy
        let matches = try await threads.run { Argon2.matches(bytes, encoded) }
        return matches && stored != nil
    }

    /// Whether a stored hash was made with other costs than today's: hash again after the next sign-in.
    public func needsRehash(_ stored: String) -> Bool {
        Argon2.parameters(of: stored) != parameters
    }

    // NFKC, as NIST SP 800-63B 5.1.1.2 asks: keyboards differ in how they type the same letter.
    // Cut at the longest length that the rules accept, so that a megabyte costs what a word costs.
    private static func normalised(_ password: String) -> [UInt8] {
        Array(password.precomposedStringWithCompatibilityMapping.utf8.prefix(PasswordRules.longestBytes + 1))
    }
}
