import Foundation
import Postgres

/// The strongest attacker: a superuser who switches the guards off, works, and switches them on again.
extension LogWorld {
    func tamper(_ statements: SQL...) async throws {
        try await superuser.transaction(entering: nil) { transaction in
            _ = try await transaction.query("SELECT set_config('casebridge.migrating', 'on', true)")
            _ = try await transaction.query("SELECT set_config('session_replication_role', 'replica', true)")
            for table in ["audit_event", "ledger_leaf", "ledger_checkpoint"] {
                _ = try await transaction.query(
                    SQL(generated: "ALTER TABLE casebridge.\(table) DISABLE TRIGGER ALL"))
            }
            for statement in statements { _ = try await transaction.query(statement) }
            for table in ["audit_event", "ledger_leaf", "ledger_checkpoint"] {
                _ = try await transaction.query(
                    SQL(generated: "ALTER TABLE casebridge.\(table) ENABLE TRIGGER ALL"))
            }
        }
    }

    /// Numbers the events of a chain anew and hashes them again, each over the one before.
    func rehash(_ chain: UUID) async throws {
        try await tamper(
            """
            CREATE FUNCTION pg_temp.rehash(p_chain uuid) RETURNS void LANGUAGE plpgsql AS $$
            DECLARE
                e casebridge.audit_event;
                v_previous bytea := decode(repeat('00', 32), 'hex');
                v_seq bigint := 0;
            BEGIN
                FOR e IN SELECT * FROM casebridge.audit_event WHERE chain_id = p_chain ORDER BY seq LOOP
                    v_seq := v_seq + 1;
                    UPDATE casebridge.audit_event SET seq = v_seq, previous_hash = v_previous
                    WHERE chain_id = p_chain AND seq = e.seq RETURNING * INTO e;
                    UPDATE casebridge.audit_event SET hash = sha256(convert_to(casebridge.event_text(e), 'UTF8'))
                    WHERE chain_id = p_chain AND seq = e.seq RETURNING hash INTO v_previous;
                END LOOP;
            END
            $$
            """, "SELECT pg_temp.rehash(\(chain))", "DROP FUNCTION pg_temp.rehash(uuid)")
    }

    /// Throws the signed log away and signs what is there now with the installation's own key.
    func signAnew() async throws {
        try await tamper(
            "DELETE FROM casebridge.ledger_checkpoint", "DELETE FROM casebridge.ledger_leaf",
            "DELETE FROM casebridge.ledger_tile",
            "UPDATE casebridge.ledger_state SET size = 0, sequenced_below = '0'")
        try await sequenceAll()
    }
}
