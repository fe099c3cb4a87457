import CArgon2
import Crypto

/// Cost of one Argon2id hash; the defaults are the second choice of RFC 9106, cut to what OWASP advises for
/// the web.
public struct Argon2Parameters: Equatable, Sendable {
    /// Memory in KiB.
    public let memory: UInt32
    /// Passes over the memory.
    public let iterations: UInt32
    /// Lanes.
    public let parallelism: UInt32

    /// Costs as given; libargon2 refuses memory below 8 KiB a lane when it hashes.
    public init(memory: UInt32, iterations: UInt32, parallelism: UInt32) {
        self.memory = memory
        self.iterations = iterations
        self.parallelism = parallelism
    }

    /// 19 MiB, two passes, one lane: about 30 ms on the machines we measured.
    public static let standard = Argon2Parameters(memory: 19_456, iterations: 2, parallelism: 1)
}

/// Why libargon2 refused to hash.
public struct Argon2Error: Error, Equatable, CustomStringConvertible {
    /// libargon2's code, below zero.
    public let code: Int32
    /// libargon2's own sentence for the code.
    public var description: String {
        "libargon2 refused: " + String(cString: argon2_error_message(code)) + " (\(code))"
    }
}

/// Argon2id in PHC strings (`$argon2id$v=19$m=…,t=…,p=…$salt$hash`), blocking: call it from
/// `PasswordThreads`.
enum Argon2 {
    private static let saltLength = 16
    private static let hashLength = 32
    // A stored string asking for more would be a way to exhaust the server.
    private static let largestMemory: UInt32 = 1 << 20

    static func hash(_ password: [UInt8], _ cost: Argon2Parameters) throws(Argon2Error) -> String {
        let salt = [UInt8](SymmetricKey(size: .bits128).withUnsafeBytes(Array.init))
        let capacity = argon2_encodedlen(
            cost.iterations, cost.memory, cost.parallelism, UInt32(saltLength), UInt32(hashLength), Argon2_id)
        var encoded = [CChar](repeating: 0, count: capacity)
        let code = argon2id_hash_encoded(
            cost.iterations, cost.memory, cost.parallelism, password, password.count, salt, saltLength,
            hashLength, &encoded, capacity)
        guard code == ARGON2_OK.rawValue else { throw Argon2Error(code: code) }
        return encoded.withUnsafeBufferPointer { buffer in
            String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }

    /// libargon2 compares in constant time; a string it cannot read matches nothing.
    static func matches(_ password: [UInt8], _ encoded: String) -> Bool {
        guard let cost = parameters(of: encoded), cost.memory <= largestMemory else { return false }
        return argon2id_verify(encoded, password, password.count) == ARGON2_OK.rawValue
    }

    /// The costs written in a PHC string of Argon2id version 19, nil for anything else.
    static func parameters(of encoded: String) -> Argon2Parameters? {
        let parts = encoded.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0].isEmpty, parts[1] == "argon2id", parts[2] == "v=19" else {
            return nil
        }
        let pairs = parts[3].split(separator: ",").map { $0.split(separator: "=") }
        guard pairs.count == 3, pairs.allSatisfy({ $0.count == 2 }), pairs.map(\.[0]) == ["m", "t", "p"],
            let memory = UInt32(pairs[0][1]), let iterations = UInt32(pairs[1][1]),
            let parallelism = UInt32(pairs[2][1])
        else { return nil }
        return Argon2Parameters(memory: memory, iterations: iterations, parallelism: parallelism)
    }
}
