import Crypto
import Foundation

/// SHA-256 of a text in lower-case hex.
enum Digest {
    static func of(_ text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
