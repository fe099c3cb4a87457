/// What makes two statements the same for the server: text and parameter types.
struct StatementKey: Hashable {
    let text: String
    let types: [PostgresType]

    init(_ sql: SQL) {
        text = sql.text
        types = sql.types
    }

    static func == (left: StatementKey, right: StatementKey) -> Bool {
        left.text == right.text && left.types == right.types
    }

    /// The text decides almost always; equality looks at the types.
    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// The statements that one connection has prepared; the one unused longest leaves when the cache is full.
struct StatementCache {
    private struct Entry {
        let name: String
        var lastUse: UInt64
    }

    private var entries: [StatementKey: Entry] = [:]
    private var clock: UInt64 = 0
    private var doomed: [String] = []
    private let capacity: Int

    init(capacity: Int = 256) { self.capacity = capacity }

    /// The name of a prepared statement, and whether it must be prepared first under that name.
    mutating func name(for key: StatementKey) -> (name: String, isNew: Bool) {
        clock += 1
        if let index = entries.index(forKey: key) {
            entries.values[index].lastUse = clock
            return (entries.values[index].name, false)
        }
        if entries.count >= capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            forget(oldest.key)
        }
        let name = "s\(clock)"
        entries[key] = Entry(name: name, lastUse: clock)
        return (name, true)
    }

    /// The server refused to prepare it: no such name exists.
    mutating func drop(_ key: StatementKey) { entries[key] = nil }

    /// It shall not be used again; the server is told at the next opportunity.
    mutating func forget(_ key: StatementKey) {
        if let entry = entries.removeValue(forKey: key) { doomed.append(entry.name) }
    }

    /// Names to deallocate, outside any transaction.
    mutating func takeDoomed() -> [String] {
        defer { doomed = [] }
        return doomed
    }
}
