import Foundation

/// An IPv4 or IPv6 address as bytes in network order.
struct NetworkAddress: Equatable, Sendable {
    let bytes: [UInt8]

    /// Reads the textual form; an IPv4 address mapped into IPv6 counts as IPv4.
    init?(_ text: some StringProtocol) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, String(text), &four) == 1 {
            bytes = withUnsafeBytes(of: &four, Array.init)
        } else if inet_pton(AF_INET6, String(text), &six) == 1 {
            let all = withUnsafeBytes(of: &six, Array.init)
            let mapped = all.prefix(10).allSatisfy { $0 == 0 } && all[10] == 255 && all[11] == 255
            bytes = mapped ? Array(all.suffix(4)) : all
        } else {
            return nil
        }
    }

    /// The network that growing delays count by: the address in IPv4, its /64 in IPv6,
    /// since one subscriber owns all of a /64.
    var network: String {
        if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
        let groups = stride(from: 0, to: 8, by: 2).map {
            String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16)
        }
        return groups.joined(separator: ":") + "::/64"
    }
}

/// A network in CIDR notation: `10.0.0.0/8`, `2001:db8::/32`, or a single address.
public struct AddressRange: Equatable, Sendable {
    let base: NetworkAddress
    let prefixLength: Int

    /// Reads the notation; nil when it is none.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, let base = NetworkAddress(first), parts.count <= 2 else { return nil }
        let bits = base.bytes.count * 8
        guard let length = parts.count == 2 ? Int(parts[1]) : bits, (0...bits).contains(length) else {
            return nil
        }
        self.base = base
        self.prefixLength = length
    }

    func contains(_ address: NetworkAddress) -> Bool {
        guard address.bytes.count == base.bytes.count else { return false }
        return zip(address.bytes, base.bytes).enumerated().allSatisfy { index, pair in
            let bits = min(8, max(0, prefixLength - index * 8))
            let mask = bits == 0 ? 0 : UInt8(truncatingIfNeeded: 0xFF << (8 - bits))
            return pair.0 & mask == pair.1 & mask
        }
    }
}

/// Who is on the other side of the connection, behind the proxies that we trust.
struct ClientNetwork {
    let trustedProxies: [AddressRange]

    /// Walks `X-Forwarded-For` from its end while the speaker is a trusted proxy; an entry that
    /// cannot be read ends the walk. `unknown` when there is no peer address (a Unix socket).
    func network(peer: String?, forwardedFor: [String]) -> String {
        guard let peer, var address = NetworkAddress(peer) else { return "unknown" }
        let hops = forwardedFor.flatMap { $0.split(separator: ",") }.suffix(32).reversed()
        for hop in hops {
            guard trustedProxies.contains(where: { $0.contains(address) }),
                let earlier = NetworkAddress(hop.trimmed())
            else { break }
            address = earlier
        }
        return address.network
    }
}
