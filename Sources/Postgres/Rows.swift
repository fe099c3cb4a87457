import CLibPQ
import Glibc

/// A result of libpq, read-only after its making and freed with its last reader.
final class ResultSet: @unchecked Sendable {
    let handle: OpaquePointer
    let rowCount: Int
    let columnCount: Int32

    init(_ handle: OpaquePointer) {
        self.handle = handle
        rowCount = Int(PQntuples(handle))
        columnCount = PQnfields(handle)
    }

    deinit { PQclear(handle) }

    func column(named name: String) -> Int32? {
        name.withCString { wanted in
            (0..<columnCount).first { index in PQfname(handle, index).map { strcmp($0, wanted) == 0 } ?? false
            }
        }
    }

    func type(of column: Int32) -> PostgresType { PostgresType(oid: PQftype(handle, column)) }
}

/// The rows of one statement, decoded only where they are read.
public struct Rows: RandomAccessCollection, Sendable {
    let result: ResultSet

    /// Zero.
    public var startIndex: Int { 0 }
    /// The number of rows.
    public var endIndex: Int { result.rowCount }
    /// One row.
    public subscript(position: Int) -> Row { Row(result: result, index: Int32(position)) }

    /// How many rows INSERT, UPDATE, DELETE, SELECT or COPY touched; zero for other commands.
    public var affected: Int { PQcmdTuples(result.handle).flatMap { Int(String(cString: $0)) } ?? 0 }

    /// The names of the columns in order.
    public var columns: [String] {
        (0..<result.columnCount).map { PQfname(result.handle, $0).map { String(cString: $0) } ?? "" }
    }

    /// The single row; throws `.decoding` when there are none or several.
    public func only() throws(PostgresError) -> Row {
        guard count == 1 else {
            throw PostgresError(.decoding(column: "*"), "expected exactly one row, found \(count)")
        }
        return self[0]
    }
}
