import Foundation
import Logging
import Synchronization

/// Writes each log entry as one line of JSON: time, level, label, message, then the metadata.
public struct JSONLogHandler: LogHandler {
    /// What is written below this level is dropped.
    public var logLevel: Logger.Level
    /// Metadata of every entry of this logger.
    public var metadata: Logger.Metadata = [:]
    /// Adds metadata from the task, when set.
    public var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let write: @Sendable (String) -> Void

    /// - Parameter write: takes one line without its end, as a rule `JSONLogHandler.standardOutput`.
    public init(label: String, level: Logger.Level, write: @escaping @Sendable (String) -> Void) {
        self.label = label
        self.logLevel = level
        self.write = write
    }

    /// The value of one metadata key.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one entry.
    public func log(event: LogEvent) {
        var members: JSONMembers = [
            "time": .string(Self.moment(Date())), "level": .string(event.level.rawValue), "label": .string(label),
            "message": .string(event.message.description),
        ]
        let provided = metadataProvider?.get() ?? [:]
        let all = metadata.merging(provided) { _, new in new }.merging(event.metadata ?? [:]) { _, new in new }
        for (key, value) in all.sorted(by: { $0.key < $1.key }) { members[key] = Self.json(value) }
        write(JSONValue.object(members).description)
    }

    /// Writes lines to standard output, each whole.
    public static func standardOutput(_ line: String) {
        output.withLock { _ in FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
    }

    private static let output = Mutex<Void>(())

    private static func json(_ value: Logger.MetadataValue) -> JSONValue {
        switch value {
        case .string(let text): .string(text)
        case .stringConvertible(let value): .string(value.description)
        case .array(let values): .array(values.map(json))
        case .dictionary(let values):
            .object(JSONMembers(values.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) }))
        }
    }

    private static func moment(_ date: Date) -> String { date.ISO8601Format(.init(includingFractionalSeconds: true)) }
}
