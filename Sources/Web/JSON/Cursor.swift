import Accounts
import Foundation
import Hummingbird

/// A place in a sorted list: the sort key and id of the last row shown. Opaque to callers, and not trusted
/// when it comes back: its parts are only ever bound as values.
public struct Cursor: Equatable, Sendable {
    /// The sort key and the id, as text.
    public let parts: [String]

    /// A place as given.
    public init(_ parts: [String]) { self.parts = parts }

    /// As it stands in an address.
    public var text: String { Base64URL.encode(Data(JSON.array(parts.map(JSON.string)).utf8)) }

    /// Reads what a caller gave back; 400 for anything else than a cursor of `count` parts.
    public init(_ text: String, count: Int) throws(Refusal) {
        guard text.utf8.count <= 1_000, let bytes = Base64URL.decode(text),
            let elements = try? JSON(parsing: Array(bytes)).elements,
            case let parts = elements.compactMap(\.text), parts.count == count, elements.count == count
        else { throw .malformed("malformed_cursor") }
        self.parts = parts
    }
}

/// `limit` and `cursor` of a list.
public struct PageRequest: Equatable, Sendable {
    /// Rows to show, 1 to 100.
    public let limit: Int
    /// Where to go on; nil on the first page.
    public let cursor: Cursor?

    /// Reads the query: 20 rows without `limit`; 400 for a limit outside 1 to 100 or a cursor that is none.
    public static func read(_ request: Request, cursorParts: Int) throws(Refusal) -> PageRequest {
        let query = QueryInput(request)
        let limit = try query.integer("limit", 1...100) ?? 20
        guard let text = query["cursor"] else { return PageRequest(limit: limit, cursor: nil) }
        return PageRequest(limit: limit, cursor: try Cursor(text, count: cursorParts))
    }

    /// First page of so many rows, or a later one.
    public init(limit: Int, cursor: Cursor?) {
        self.limit = limit
        self.cursor = cursor
    }
}

/// The address of a list with another cursor and everything else kept.
public struct PageAddress: Sendable {
    private let path: String
    private let query: [(name: String, value: String)]

    /// The address that was asked.
    public init(_ request: Request) { self.init(request.head.path ?? "/") }

    /// A path with or without a query.
    public init(_ address: String) {
        let parts = address.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = String(parts[0])
        query = parts.count > 1 ? URLEncodedText.decode(String(parts[1])) : []
    }

    /// With this cursor, or the first page for nil.
    public func with(cursor: Cursor?) -> String { with("cursor", cursor?.text) }

    /// With one parameter replaced, or removed for nil.
    public func with(_ name: String, _ value: String?) -> String {
        var items = query.filter { $0.name != name }
        if let value { items.append((name, value)) }
        guard !items.isEmpty else { return path }
        return path + "?" + URLEncodedText.encode(items)
    }
}
