import Foundation
import Hummingbird
import Postgres
import Web
import Workflows

/// The machines that are loaded, drawn from the tables that PostgreSQL itself decides by.
struct WorkflowPages: Sendable {
    let pages: PageDesk

    func add(to routes: Routes) {
        routes.page(.get, "workflows") { [self] _, context in try await list(context) }
        routes.page(.get, "workflows/:name") { [self] _, context in
            let name = try context.parameter("name")
            let visit = try await pages.visit(context, Self.machines)
            guard name.hasSuffix(".svg"), let machine = try Self.read(visit)[String(name.dropLast(4))] else {
                throw Refusal.notFound
            }
            let words = visit.words
            return Response(
                status: .ok, headers: [.contentType: "image/svg+xml"],
                body: ResponseBody(
                    byteBuffer: ByteBuffer(string: machine.svg { words.find($0) })))
        }
    }

    private func list(_ context: SignedInContext) async throws -> Response {
        let visit = try await pages.visit(context, Self.machines)
        let words = visit.words
        let machines = try Self.read(visit)
        let model = WorkflowsModel(
            rows: ["case", "assignment", "report", "referral"].compactMap { kind in
                machines[kind].map { machine in
                    WorkflowsModel.Row(
                        name: words.find("workflow.kinds.\(kind)") ?? kind,
                        version: words("workflow.page.version", ["number": String(machine.version)]),
                        address: "/workflows/\(kind).svg?lang=\(words.language.code)",
                        alternative: words("workflow.page.alternative"))
                }
            })
        return try pages.page(
            "start/workflows", model, visit.head(words("page.navigation.workflows"), in: .workflows), visit)
    }

    private static func read(_ visit: Visit) throws -> [String: StoredMachine] {
        let machines: [StoredMachine] = try visit.answer(0)
        return Dictionary(machines.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The newest version of each kind.
    static let machines: SQL = """
        SELECT json_agg(json_build_object('kind', w.kind, 'version', w.version,
            'statuses', (SELECT json_agg(json_build_object('name', s.name, 'is_initial', s.is_initial, 'is_final', s.is_final)
                ORDER BY s.position) FROM casebridge.workflow_status s WHERE s.workflow_id = w.id),
            'moves', (SELECT json_agg(json_build_object('action', m.action, 'from', m.origins, 'to', m.to_status, 'by', m.made_by,
                'is_approval', m.is_approval) ORDER BY m.first)
                FROM (SELECT t.action, t.to_status, t.made_by, t.is_approval, min(t.id) AS first,
                    coalesce(json_agg(t.from_status ORDER BY t.id) FILTER (WHERE t.from_status <> ''), '[]') AS origins
                    FROM casebridge.workflow_transition t WHERE t.workflow_id = w.id
                    GROUP BY t.action, t.to_status, t.made_by, t.is_approval) m))) AS answer
        FROM (SELECT DISTINCT ON (x.kind) x.* FROM casebridge.workflow x ORDER BY x.kind, x.version DESC) w
        """
}

/// The page of the machines, template `start/workflows`.
struct WorkflowsModel: Sendable {
    struct Row: Sendable {
        let name: String
        let version: String
        let address: String
        let alternative: String
    }

    let rows: [Row]
}
