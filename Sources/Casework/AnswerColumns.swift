import Postgres

extension SQL {
    /// The column `answer` with the record's version beside it, for the ETag. Materialized: a subquery with a stable
    /// function would be flattened, and the function run once for each column.
    var withVersion: SQL {
        """
        WITH answered AS MATERIALIZED (\(self))
        SELECT answer, (answer ->> 'version')::bigint AS version FROM answered
        """
    }
}
