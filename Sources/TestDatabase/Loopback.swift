import Foundation

/// Ports on 127.0.0.1.
enum Loopback {
    /// One that nobody listens on now. Another program may take it before it is used; a test then fails loudly.
    static func freePort() throws -> Int {
        let end = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(end) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isNamed = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(end, $0, length) == 0 && getsockname(end, $0, &length) == 0
            }
        }
        guard isNamed else { throw Command.Failure(description: "no port on 127.0.0.1 is free") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
