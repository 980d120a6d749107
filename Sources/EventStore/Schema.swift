import GRDB

/// The versions of the schema. `schema.sql` is what they lead to.
enum Schema {
    /// The schema as it is now, for people and for comparison.
    static let text = String(decoding: PackageResources.schema_sql, as: UTF8.self)

    /// Migrations that were shipped, oldest first. They never change; a new version is a new file at the end.
    static let migrations: [(name: String, sql: String)] = [
        ("0001", String(decoding: PackageResources.migration0001_sql, as: UTF8.self)),
        ("0002", String(decoding: PackageResources.migration0002_sql, as: UTF8.self)),
        ("0003", String(decoding: PackageResources.migration0003_sql, as: UTF8.self)),
        ("0004", String(decoding: PackageResources.migration0004_sql, as: UTF8.self)),
        ("0005", String(decoding: PackageResources.migration0005_sql, as: UTF8.self)),
    ]

    static func migrator(_ migrations: [(name: String, sql: String)] = migrations) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for migration in migrations {
            migrator.registerMigration(migration.name) { database in
                try database.execute(sql: migration.sql)
            }
        }
        return migrator
    }

    /// Throws where a newer version of the program has written the database.
    static func refuseNewer(_ database: Database, _ migrator: DatabaseMigrator, path: String) throws {
        guard try migrator.hasBeenSuperseded(database) else { return }
        throw StoreError(
            .newer, "opening \(path)", hint: "it was written by a newer version of ShareTrail; use that one")
    }

    /// Whether a database of an earlier version has the tallies that this one reads. A migration cannot fold.
    static func isTakenOver(_ database: Database) throws -> Bool {
        try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM weeks) OR NOT EXISTS (SELECT 1 FROM days)") ?? true
    }

    /// What `schema.sql` makes.
    static func expected() throws -> [String: String] {
        try DatabaseQueue().write { database in
            try database.execute(sql: text)
            return try objects(database)
        }
    }

    /// What makes up a schema: the text of each table, index and view, by name.
    static func objects(_ database: Database) throws -> [String: String] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT name, sql FROM sqlite_master
                 WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'grdb_%'
                """)
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["name"], $0["sql"]) })
    }
}
