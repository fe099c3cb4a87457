extension PostgresPool {
    /// The table is readable by everybody, so that a server with few rights can check its schema at the
    /// start.
    func prepareMigrationTable() async throws {
        guard try await !hasMigrationTable() else { return }
        _ = try await pipeline(
            entering: nil,
            [
                """
                CREATE TABLE public.schema_migration (
                    number int PRIMARY KEY,
                    name text NOT NULL,
                    checksum bytea NOT NULL,
                    applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
                )
                """,
                "GRANT SELECT ON public.schema_migration TO PUBLIC",
            ])
    }

    private func hasMigrationTable() async throws -> Bool {
        try await query("SELECT to_regclass('public.schema_migration') IS NOT NULL AS found").only().get(
            "found")
    }

    /// The files that the database lacks; throws when it has others or other contents.
    func pendingMigrations(of files: [Migration]) async throws -> [Migration] {
        guard try await hasMigrationTable() else { return files }
        let applied = try await query(
            "SELECT number, name, checksum FROM public.schema_migration ORDER BY number")
        let digests = try await checksums(of: files)
        var known: [Int: (file: Migration, digest: [UInt8])] = [:]
        for (file, digest) in zip(files, digests) { known[file.number] = (file, digest) }
        for row in applied {
            let number = try row.get("number", Int.self)
            let name = try row.get("name", String.self)
            guard let match = known.removeValue(forKey: number), match.file.name == name else {
                throw MigrationError.unknown(number, name)
            }
            guard try match.digest == row.get("checksum") else { throw MigrationError.altered(number, name) }
        }
        let newest = try applied.last?.get("number", Int.self) ?? 0
        let missing = files.filter { known[$0.number] != nil }
        if let late = missing.first(where: { $0.number < newest }) {
            throw MigrationError.outOfOrder(late.number, late.name)
        }
        return missing
    }

    /// SHA-256 by the server's own function, so that no library is needed for it.
    private func checksums(of files: [Migration]) async throws -> [[UInt8]] {
        let statements = files.map { file in "SELECT sha256(\([UInt8](file.text.utf8))) AS digest" as SQL }
        return try await pipeline(entering: nil, statements, readOnly: true).map {
            try $0.only().get("digest")
        }
    }

    /// One transaction: the mark for the guards, the file as it is, and its row.
    func apply(_ migration: Migration) async throws {
        do {
            try await transaction(entering: nil) { transaction in
                _ = try await transaction.query("SELECT set_config('casebridge.migrating', 'on', true)")
                try await transaction.script(migration.text)
                let mark = try await transaction.query(
                    "SELECT current_setting('casebridge.migrating', true) AS mark")
                guard try mark.only().get("mark", String?.self) == "on" else {
                    throw MigrationError.endedTransaction(migration.number, migration.name)
                }
                let body = [UInt8](migration.text.utf8)
                _ = try await transaction.query(
                    """
                    INSERT INTO public.schema_migration (number, name, checksum)
                    VALUES (\(Int32(migration.number)), \(migration.name), sha256(\(body)))
                    """)
            }
        } catch let error as PostgresError {
            throw MigrationError.failed(migration.number, migration.name, error)
        }
    }
}
