import Foundation
import Logging
import Postgres
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
            "time": .string(Self.moment(Date())), "level": .string(event.level.rawValue),
            "label": .string(label),
            "message": .string(event.message.description),
        ]
        let provided = metadataProvider?.get() ?? [:]
        let all = metadata.merging(provided) { _, new in new }.merging(event.metadata ?? [:]) { _, new in new
        }
        // Hummingbird numbers requests too; our own id is the one that callers know.
        for (key, value) in all.sorted(by: { $0.key < $1.key }) where key != "hb.request.id" {
            members[key] = Self.json(value)
        }
        write(JSON.object(members).description)
    }

    /// Writes lines to standard output, each whole.
    public static func standardOutput(_ line: String) {
        var line = line
        line.append("\n")
        output.withLock { _ in
            line.withUTF8 { bytes in
                var rest = UnsafeRawBufferPointer(bytes)
                while rest.count > 0 {
                    let written = Foundation.write(STDOUT_FILENO, rest.baseAddress, rest.count)
                    // A log that nobody can take any more must not stop the server.
                    guard written > 0 else { return }
                    rest = UnsafeRawBufferPointer(rebasing: rest[written...])
                }
            }
        }
    }

    private static let output = Mutex<Void>(())

    private static func json(_ value: Logger.MetadataValue) -> JSON {
        switch value {
        case .string(let text): .string(text)
        case .stringConvertible(let value): .string(value.description)
        case .array(let values): .array(values.map(json))
        case .dictionary(let values):
            .object(JSONMembers(values.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) }))
        }
    }

    // RFC 3339 in UTC to the millisecond, by hand: Foundation's formatter costs more than the request.
    private static func moment(_ date: Date) -> String {
        let milliseconds = Int((date.timeIntervalSince1970 * 1_000).rounded(.down))
        let seconds = milliseconds / 1_000
        let ofDay = seconds % 86_400
        let day = LocalDate(daysSince1970: seconds / 86_400)
        let time = [ofDay / 3_600, ofDay / 60 % 60, ofDay % 60].map { padded($0, 2) }.joined(separator: ":")
        return "\(day)T\(time).\(padded(milliseconds % 1_000, 3))Z"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
