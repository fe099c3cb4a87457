import Foundation

/// Programs that the cluster needs. Foundation's `Process` waits for whoever inherited its descriptors,
/// which a server that goes to the background never gives back; so this spawns and waits by itself.
enum Command {
    /// What failed and what it said.
    struct Failure: Error, CustomStringConvertible { let description: String }

    /// Runs a program to its end; throws with its messages when it fails.
    static func run(_ words: [String], input: Int32? = nil) throws {
        let messages = FileManager.default.temporaryDirectory.appending(path: "cb-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: messages) }
        let output = open(messages, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        defer { close(output) }
        var status: Int32 = 0
        let process = try spawn(words, input: input, output: output)
        while waitpid(process, &status, 0) == -1, errno == EINTR {}
        guard status == 0 else {
            let said = (try? String(contentsOfFile: messages, encoding: .utf8)) ?? ""
            throw Failure(description: "\(words.prefix(6).joined(separator: " ")) failed: \(said)")
        }
    }

    /// Starts a program with these descriptors; nothing else is inherited on purpose.
    private static func spawn(_ words: [String], input: Int32?, output: Int32) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        redirect(&actions, to: 0, input)
        redirect(&actions, to: 1, output)
        redirect(&actions, to: 2, output)
        var process: pid_t = 0
        var arguments = words.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        let problem = posix_spawnp(&process, words[0], &actions, nil, &arguments, environ)
        guard problem == 0 else { throw Failure(description: "cannot start \(words[0])") }
        return process
    }

    private static func redirect(
        _ actions: inout posix_spawn_file_actions_t, to standard: Int32, _ file: Int32?
    ) {
        if let file {
            posix_spawn_file_actions_adddup2(&actions, file, standard)
        } else {
            posix_spawn_file_actions_addopen(&actions, standard, "/dev/null", O_RDWR, 0)
        }
    }
}

/// Work that blocks, on a thread of its own.
enum Blocking {
    static func run<R: Sendable>(_ work: @escaping @Sendable () throws -> R) async throws -> R {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result(catching: work)) }
        }
    }
}
