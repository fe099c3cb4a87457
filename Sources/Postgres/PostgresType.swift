/// A type of PostgreSQL, by its object identifier in the catalogue.
public struct PostgresType: Sendable, Equatable {
    /// `pg_type.oid`.
    public let oid: UInt32

    /// The built-in types that the driver knows.
    static let bool = PostgresType(oid: 16), bytea = PostgresType(oid: 17), name = PostgresType(oid: 19)
    static let int8 = PostgresType(oid: 20), int2 = PostgresType(oid: 21), int4 = PostgresType(oid: 23)
    static let text = PostgresType(oid: 25), oid = PostgresType(oid: 26), json = PostgresType(oid: 114)
    static let xml = PostgresType(oid: 142), float4 = PostgresType(oid: 700), float8 = PostgresType(oid: 701)
    static let bpchar = PostgresType(oid: 1042), varchar = PostgresType(oid: 1043),
        date = PostgresType(oid: 1082)
    static let timestamp = PostgresType(oid: 1114), timestamptz = PostgresType(oid: 1184)
    static let numeric = PostgresType(oid: 1700), uuid = PostgresType(oid: 2950),
        jsonb = PostgresType(oid: 3802)
    static let xid8 = PostgresType(oid: 5069), char = PostgresType(oid: 18), void = PostgresType(oid: 2278)
    static let boolArray = PostgresType(oid: 1000), int4Array = PostgresType(oid: 1007)
    static let textArray = PostgresType(oid: 1009), int8Array = PostgresType(oid: 1016)
    static let timestamptzArray = PostgresType(oid: 1185), dateArray = PostgresType(oid: 1182)
    static let uuidArray = PostgresType(oid: 2951), nameArray = PostgresType(oid: 1003)
    static let varcharArray = PostgresType(oid: 1015), float8Array = PostgresType(oid: 1022)
    static let jsonbArray = PostgresType(oid: 3807), byteaArray = PostgresType(oid: 1001)

    /// Types made by `CREATE TYPE` have identifiers from here on; enums and citext travel as text.
    var isOwn: Bool { oid >= 16384 }
}

extension PostgresType: CustomStringConvertible {
    /// The type's name in SQL, for messages.
    public var description: String { Self.names[oid] ?? "type \(oid)" }

    private static let names: [UInt32: String] = [
        16: "boolean", 17: "bytea", 18: "\"char\"", 19: "name", 20: "bigint", 21: "smallint", 23: "integer",
        25: "text", 26: "oid", 114: "json", 142: "xml", 700: "real", 701: "double precision", 869: "inet",
        1000: "boolean[]", 1001: "bytea[]", 1003: "name[]", 1007: "integer[]", 1009: "text[]",
        1015: "varchar[]", 1016: "bigint[]",
        1022: "double precision[]", 1042: "character", 1043: "varchar", 1082: "date", 1083: "time",
        1114: "timestamp", 1182: "date[]", 1184: "timestamptz", 1185: "timestamptz[]", 1186: "interval",
        1700: "numeric", 2249: "record", 2278: "void", 2950: "uuid", 2951: "uuid[]", 3802: "jsonb",
        3807: "jsonb[]", 5069: "xid8",
    ]
}
