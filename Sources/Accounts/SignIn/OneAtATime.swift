/// Lets one caller a key in, and the others wait for their turn in the order in which they came.
actor OneAtATime {
    /// Who waits behind whoever is inside; a key without an entry is free.
    private var waiting: [String: [CheckedContinuation<Void, Never>]] = [:]

    /// Runs the work when nobody else is at the same key.
    func run<Result: Sendable>(
        _ key: String, _ work: @Sendable () async throws -> Result
    ) async rethrows -> Result {
        await enter(key)
        defer { leave(key) }
        return try await work()
    }

    private func enter(_ key: String) async {
        guard waiting[key] != nil else {
            waiting[key] = []
            return
        }
        await withCheckedContinuation { waiting[key]?.append($0) }
    }

    private func leave(_ key: String) {
        guard let next = waiting[key]?.first else {
            waiting[key] = nil
            return
        }
        waiting[key]?.removeFirst()
        next.resume()
    }
}
