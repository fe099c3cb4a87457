import FoundationEssentials

/// One numbered file of the folder: `0007_add_referral.sql`.
public struct Migration: Sendable, Equatable {
    /// The first four digits.
    public let number: Int
    /// The name without digits and ending.
    public let name: String
    /// The file's text.
    let text: String

    /// Reads a folder in order of number; throws for a file that is named otherwise and for a number used
    /// twice.
    static func read(directory: String) throws(MigrationError) -> [Migration] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        } catch {
            throw .unreadable(directory)
        }
        var migrations: [Migration] = []
        for name in names where name.hasSuffix(".sql") {
            let migration = try Migration(file: name, directory: directory)
            if let twin = migrations.last, twin.number == migration.number {
                throw .duplicate(migration.number)
            }
            migrations.append(migration)
        }
        return migrations
    }

    private init(file: String, directory: String) throws(MigrationError) {
        let digits = file.prefix(4)
        let rest = file.dropFirst(4)
        guard digits.utf8.count == 4, digits.utf8.allSatisfy({ (48...57).contains($0) }),
            let number = Int(digits), number > 0, rest.first == "_", rest.count > 5
        else { throw .misnamed(file) }
        guard let data = FileManager.default.contents(atPath: directory + "/" + file),
            let text = String(validating: data, as: UTF8.self), !text.utf8.contains(0)
        else { throw .unreadable(file) }
        self.number = number
        name = String(rest.dropFirst().dropLast(4))
        self.text = text
    }
}

/// Why migrations cannot run or the server must not start.
public enum MigrationError: Error, Sendable, Equatable {
    /// The folder or a file cannot be read as UTF-8.
    case unreadable(String)
    /// A file is not named `NNNN_name.sql`.
    case misnamed(String)
    /// Two files have the same number.
    case duplicate(Int)
    /// The database has a migration that the folder lacks: it belongs to a newer or another program.
    case unknown(Int, String)
    /// A file was changed after it was applied.
    case altered(Int, String)
    /// A file has a lower number than one already applied.
    case outOfOrder(Int, String)
    /// The database lacks these.
    case pending([Int])
    /// The server refused a migration, of which nothing remains.
    case failed(Int, String, PostgresError)
    /// A migration contains COMMIT or ROLLBACK, so that it was not one transaction.
    case endedTransaction(Int, String)
}

extension MigrationError: CustomStringConvertible {
    /// What, where, and what to do.
    public var description: String {
        switch self {
        case .unreadable(let path): "cannot read \(path) as UTF-8 text"
        case .misnamed(let file): "\(file): a migration is named NNNN_name.sql, such as 0001_people.sql"
        case .duplicate(let number): "two migrations have the number \(number); renumber the newer one"
        case .unknown(let number, let name):
            "the database has migration \(number) \(name), unknown to this program; use the newer one"
        case .altered(let number, let name):
            "migration \(number) \(name) was changed after it was applied; restore it and write a new one"
        case .outOfOrder(let number, let name):
            "migration \(number) \(name) is older than what was applied; give it the next free number"
        case .pending(let numbers): "the database lacks migrations \(numbers); run casebridge migrate"
        case .failed(let number, let name, let error):
            "migration \(number) \(name) failed, nothing of it remains: \(error)"
        case .endedTransaction(let number, let name):
            "migration \(number) \(name) contains COMMIT or ROLLBACK; a migration is one transaction"
        }
    }
}
