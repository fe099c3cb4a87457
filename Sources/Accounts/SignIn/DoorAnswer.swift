import Foundation
import Postgres

extension PostgresPool {
    /// JSON of the column `answer` of the only row; nil when it is NULL. For the functions of the door.
    func answer<Value: Decodable>(_ sql: SQL, as type: Value.Type = Value.self) async throws -> Value? {
        let row = try await query(sql).only()
        guard try !row.isNull("answer") else { return nil }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        decoder.dataDecodingStrategy = .base64
        return try decoder.decode(type, from: Data(try row.bytes("answer")))
    }
}
