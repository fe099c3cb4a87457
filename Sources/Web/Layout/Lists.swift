import Foundation

/// Names and values, partial `layout/summary-list`.
public struct SummaryList: Sendable {
    /// One row.
    public struct Row: Sendable {
        let key: String
        let value: String
        let address: String?
        let change: String?
        let changeAddress: String?

        /// - Parameters:
        ///   - address: where the value leads.
        ///   - change: text of the change link, such as "Change the due date"; needs `changeAddress`.
        public init(
            _ key: String, _ value: String, address: String? = nil, change: String? = nil,
            changeAddress: String? = nil
        ) {
            self.key = key
            self.value = value
            self.address = address
            self.change = change
            self.changeAddress = changeAddress
        }
    }

    let rows: [Row]

    /// Rows in order.
    public init(_ rows: [Row]) { self.rows = rows }
}

/// What happened, newest first, partial `layout/timeline`.
public struct Timeline: Sendable {
    /// One event.
    public struct Entry: Sendable {
        let title: String
        let actor: String?
        let moment: String
        let machineMoment: String
        let text: String?
        let address: String?
        let link: String?

        /// - Parameters:
        ///   - moment: as people read it, `Locales.moment`.
        ///   - machineMoment: the same in RFC 3339.
        ///   - link: text of the link to `address`.
        public init(
            title: String, actor: String?, moment: String, machineMoment: String, text: String? = nil,
            link: String? = nil, address: String? = nil
        ) {
            self.title = title
            self.actor = actor
            self.moment = moment
            self.machineMoment = machineMoment
            self.text = text
            self.link = link
            self.address = address
        }
    }

    let entries: [Entry]

    /// Entries, newest first.
    public init(_ entries: [Entry]) { self.entries = entries }
}

/// A plain table, partial `layout/table`; pages with more in their cells write their own.
public struct DataTable: Sendable {
    /// One column's head.
    public struct Column: Sendable {
        let text: String
        let isNumber: Bool

        /// Numbers stand at the right.
        public init(_ text: String, isNumber: Bool = false) {
            self.text = text
            self.isNumber = isNumber
        }
    }

    /// One cell.
    public struct Cell: Sendable {
        let text: String
        let label: String
        let address: String?
        let tag: StatusTag?
        let isNumber: Bool
    }

    /// Content of a cell before it knows its column.
    public enum Content: Sendable {
        /// Text.
        case text(String)
        /// A link.
        case link(String, address: String)
        /// A status.
        case tag(StatusTag)
    }

    struct Row: Sendable {
        let cells: [Cell]
    }

    let caption: String
    let columns: [Column]
    let rows: [Row]

    /// A table; on narrow screens each cell shows its column's head beside it.
    public init(caption: String, columns: [Column], rows: [[Content]]) {
        self.caption = caption
        self.columns = columns
        self.rows = rows.map { contents in
            Row(cells: zip(contents, columns).map(Self.cell))
        }
    }

    private static func cell(_ content: Content, _ column: Column) -> Cell {
        switch content {
        case .text(let text):
            Cell(text: text, label: column.text, address: nil, tag: nil, isNumber: column.isNumber)
        case .link(let text, let address):
            Cell(text: text, label: column.text, address: address, tag: nil, isNumber: column.isNumber)
        case .tag(let tag): Cell(text: "", label: column.text, address: nil, tag: tag, isNumber: false)
        }
    }
}
