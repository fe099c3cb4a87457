import Foundation

/// Ports on 127.0.0.1.
enum Loopback {
    /// One that nobody listens on, below those that the system gives to outgoing connections: a cluster takes seconds
    /// to be made, and meanwhile one of theirs would be taken.
    static func freePort() throws -> Int {
        for _ in 1...50 {
            let port = UInt16.random(in: 12_000..<32_000)
            if isFree(port) { return Int(port) }
        }
        throw Command.Failure(description: "no port on 127.0.0.1 is free")
    }

    private static func isFree(_ port: UInt16) -> Bool {
        let end = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(end) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(end, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
