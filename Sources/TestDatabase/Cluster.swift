import Foundation
import Postgres

/// A private PostgreSQL without durability, reached by a socket only, that ends with this process.
public final class Cluster: Sendable {
    /// Where the socket lies.
    public let folder: String
    private let programs: String
    /// A helper process holds the reading end; it removes the cluster when this process is gone, however it
    /// ended.
    private let lifeline: Int32

    /// Where it also listens on loopback, with TLS only; nil on a socket alone.
    private let port: Int?

    /// A connection string of the superuser `postgres`.
    public var connectionString: String { "host=\(folder) user=postgres dbname=postgres" }

    /// The certificate that the server shows, for `sslrootcert`.
    public var certificate: String { folder + "/server.crt" }

    /// A connection string over loopback that trusts only this certificate; nil on a socket alone.
    public func encryptedConnectionString(trusting certificate: String) -> String? {
        port.map {
            "host=127.0.0.1 port=\($0) user=postgres dbname=postgres sslmode=verify-ca sslrootcert=\(certificate)"
        }
    }

    /// Makes and starts a cluster in a short temporary folder, since a socket's path has at most 107 bytes.
    public static func start() async throws -> Cluster {
        try await Blocking.run { try Cluster(port: nil) }
    }

    /// The same, that also listens on a loopback port and speaks TLS there.
    public static func startEncrypted() async throws -> Cluster {
        // Another process may take the port while the cluster is made.
        try await Blocking.run {
            for _ in 1..<3 {
                if let cluster = try? Cluster(port: try Loopback.freePort()) { return cluster }
            }
            return try Cluster(port: try Loopback.freePort())
        }
    }

    private init(port: Int?) throws {
        self.port = port
        programs = try Self.findPrograms()
        folder = "\(Self.place())/cb-test-\(getpid())-\(String(UInt32.random(in: 0 ... .max), radix: 36))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        var ends: [Int32] = [-1, -1]
        socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends)
        lifeline = ends[1]
        try startUndertaker(reading: ends[0])
        close(ends[0])
        if getuid() == 0 { try Command.run(["chown", "postgres", folder]) }
        try server([
            "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
            "--no-sync",
            "--no-instructions",
        ])
        if port != nil { try makeCertificate() }
        try launch()
    }

    deinit { close(lifeline) }

    /// In memory a clone takes 25 ms instead of several hundred, if there is room.
    private static func place() -> String {
        var memory = statvfs()
        guard statvfs("/dev/shm", &memory) == 0, access("/dev/shm", W_OK) == 0 else { return "/tmp" }
        return UInt64(memory.f_bavail) * UInt64(memory.f_frsize) > 4_000_000_000 ? "/dev/shm" : "/tmp"
    }

    private var data: String { folder + "/data" }

    private func launch() throws {
        do {
            try server([
                "pg_ctl", "-D", data, "-w", "-s", "-l", folder + "/log", "-o", options, "start",
            ])
        } catch {
            let log = (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? ""
            throw Command.Failure(description: "\(error)\n\(log.suffix(2000))")
        }
    }

    /// Signed by itself, and readable by the server alone, which PostgreSQL demands of a key.
    private func makeCertificate() throws {
        try Command.run(
            Self.asPostgres + [
                "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                "/CN=localhost",
                "-keyout", folder + "/server.key", "-out", certificate,
            ])
    }

    private func stop(mode: String) throws {
        try server(["pg_ctl", "-D", data, "-w", "-s", "-m", mode, "stop"])
    }

    /// Stops the server: `fast` tells the clients, `immediate` is like a crash.
    public func halt(mode: String = "fast") async throws {
        try await Blocking.run { try self.stop(mode: mode) }
    }

    /// Starts the server again.
    public func resume() async throws { try await Blocking.run { try self.launch() } }

    /// Stops the server and starts it again.
    public func restart(mode: String) async throws {
        try await halt(mode: mode)
        try await resume()
    }

    private func server(_ command: [String]) throws {
        try Command.run(Self.asPostgres + [programs + "/" + command[0]] + command.dropFirst())
    }

    /// PostgreSQL refuses to run as root.
    private static var asPostgres: [String] { getuid() == 0 ? ["runuser", "-u", "postgres", "--"] : [] }

    private var options: String {
        let encrypted = port.map {
            [
                "listen_addresses=127.0.0.1", "port=\($0)", "ssl=on", "ssl_cert_file=\(certificate)",
                "ssl_key_file=\(folder)/server.key",
            ]
        }
        let settings = [
            "fsync=off", "full_page_writes=off", "synchronous_commit=off",
            "unix_socket_directories=\(folder)", "max_connections=200", "shared_buffers=64MB",
            "wal_level=minimal",
            "max_wal_senders=0", "autovacuum=off", "jit=off", "max_wal_size=4GB", "checkpoint_timeout=1h",
        ]
        return (settings + (encrypted ?? ["listen_addresses="])).map { "-c \($0)" }.joined(separator: " ")
    }

    private static func findPrograms() throws -> String {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        guard let newest = versions.compactMap(Int.init).max() else {
            throw Command.Failure(
                description: "no PostgreSQL in \(root); install Debian's package postgresql")
        }
        return "\(root)/\(newest)/bin"
    }

    private func startUndertaker(reading end: Int32) throws {
        let stop = (Self.asPostgres + [programs + "/pg_ctl"]).joined(separator: " ")
        let script = "exec >/dev/null 2>&1; cat; \(stop) -D \(data) -s -m immediate stop; rm -rf \(folder)"
        // Forked off into a session of its own: an interrupted test run does not take it along, and it
        // never is a dead child of ours, which Swift Testing's wait for its own children would stumble
        // over.
        try Command.run(["setsid", "--fork", "/bin/sh", "-c", script], input: end)
    }
}
